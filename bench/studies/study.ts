import type { Progress } from "../../base/progress.ts";
import type { Connect } from "../../mysql/connect.ts";
import type { Scenario, Suite } from "../../scenarios/suite.ts";
import type { RunRecord } from "../record/schema.ts";
import type { Studies } from "../record/studies/schema.ts";
import type { Server } from "../server/server.ts";
import type { StudyOptions } from "./options.ts";

export type StudyId = keyof Studies;

/**
 * What a study finds things out with. It meets the dataset as it was seeded and the indexes under test built and
 * invisible, and it leaves both so, whatever happens.
 */
export interface StudyContext {
	readonly suite: Suite;
	/** The scenarios of this run. */
	readonly scenarios: readonly Scenario[];
	readonly seed: number;
	readonly options: StudyOptions;
	readonly connect: Connect;
	/** Limit of each statement of the application; by default none. */
	readonly queryTimeoutMs?: number;
	readonly server: Server;
	/** What the run has measured so far. */
	readonly record: RunRecord;
	readonly progress: Progress;
	readonly signal: AbortSignal;
}

/** One question about the indexes beyond the latency of the scenarios; its answer is a part of the record. */
export interface Study<Id extends StudyId = StudyId> {
	readonly id: Id;
	/** What it does, for progress lines. */
	readonly title: string;
	/** Whether a run with these options makes it. */
	wanted(options: StudyOptions): boolean;
	run(context: StudyContext): Promise<NonNullable<Studies[Id]>>;
}
