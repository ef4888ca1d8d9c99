import type { Scenario } from "../../scenarios/suite.ts";
import type { RunMode, RunRecord, ScenarioRecord } from "../record/schema.ts";
import type { Parts } from "./covered.ts";

/** A scenario of the suite, as far as judging has to know it. */
export type Unmeasured = Pick<Scenario, "id" | "tier" | "indexes" | "affected" | "group">;

/** What all indexes of a run are judged by. */
export interface IndexEvidence {
	readonly scenarios: readonly ScenarioRecord[];
	/** All indexes under test, this one among them. */
	readonly indexes: readonly Parts[];
	/** Scenarios of the suite that the run has not measured: left out by --only, or not reached. */
	readonly unmeasured?: readonly Unmeasured[];
	readonly studies?: RunRecord["studies"];
	readonly mode?: RunMode | undefined;
	/** The smoke scale shows that everything works, and decides nothing. */
	readonly smoke?: boolean;
}
