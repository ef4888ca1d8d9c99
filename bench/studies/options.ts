import type { IndexSet, IndexSpec } from "../../scenarios/suite.ts";

/** What a run is asked to find out beyond the latency of its scenarios. */
export interface StudyOptions {
	/** Everything, however long it takes. */
	readonly full: boolean;
	/** Only what is asked of each scenario: another part of the run asks the rest. */
	readonly scenariosAlone?: boolean;
	/** Sets of indexes to compare with each other. */
	readonly indexSets: readonly IndexSet[];
	/** Indexes to try beside those under test. */
	readonly candidates: readonly IndexSpec[];
	/** Numbers of sessions to put the weighted mix under load with; empty where that was not asked for. */
	readonly load: readonly number[];
}
