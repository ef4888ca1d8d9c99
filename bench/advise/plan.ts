import type { Suite } from "../../scenarios/suite.ts";
import type { Candidate, NotTried } from "../../schema/candidates/candidate.ts";
import type { Bundle } from "../../seed/bundle/format.ts";
import type { RunPlan } from "../run/plan.ts";
import type { Budgets } from "./choose.ts";

/** What one run of `advise` does. */
export interface AdvisePlan extends Omit<RunPlan, "studies" | "resume" | "design" | "clockSeconds"> {
	/** Without indexes under test: those it has are candidates like all others. */
	readonly suite: Suite;
	/** What is suggested before a server is asked: by the schema, the source and the command line. */
	readonly suggested: readonly Candidate[];
	readonly notTried: readonly NotTried[];
	/** Nothing besides these is tried: neither what queries suggest nor indexes that may go. */
	readonly suggestedAlone?: boolean;
	/** Ids of the suite's own indexes, to set the chosen ones beside. */
	readonly reference: readonly string[];
	readonly maxCandidates: number;
	readonly budgets: Budgets;
	/** Statements of production, of which the writes are counted. */
	readonly production?: Bundle;
	/** Whether nobody gave queries, so that they are those that the schema implies. */
	readonly implied: boolean;
	/** Whether the chosen set is then measured as any set is. */
	readonly judge: boolean;
	/** Folder of an advice that ended early. */
	readonly resume?: string;
}
