import type { WorkVerdict } from "../../judge/work-change.ts";
import type { Subject } from "../../measure/survey.ts";
import type { Evidence } from "../../record/schema.ts";

/** What was seen of one query in a case. */
export interface Observation {
	readonly case: number;
	readonly query: number;
	readonly shape: string;
	readonly sql: string;
	readonly index: string;
	readonly plans: readonly [string, string];
	/** What evidence says of the index. */
	readonly evidence: WorkVerdict;
	/** What a gate with its few seconds of clock says where evidence leaves it open. */
	readonly gate: Direction;
	/** What many pairs say; the clock is not asked where the index changes nothing. */
	readonly truth: Direction | "unknown";
	/** Time after over time before, with its interval; absent where nothing was timed. */
	readonly slowdown?: {
		readonly estimate: number;
		readonly interval: readonly [number, number];
		readonly pairs: number;
	};
	/** Milliseconds of one execution before, roughly. */
	readonly beforeMs: number;
	readonly work?: { readonly before: Evidence["work"]; readonly after: Evidence["work"] };
	readonly digestsDiffer: boolean;
	/** Where a run would take evidence of both arms from one execution: whether the other does the same work. */
	readonly shared?: "rightly" | "wrongly";
}

export type Direction = "faster" | "slower" | "open";

/** One query whose index changes something: evidence of both arms, and how to time it. */
export interface Changed {
	readonly head: Omit<Observation, "evidence" | "gate" | "truth">;
	readonly subject: Subject;
	readonly before: Evidence;
	readonly after: Evidence;
	readonly evidence: WorkVerdict;
	readonly batch: { readonly before: number; readonly after: number };
	readonly pairMs: number;
}
