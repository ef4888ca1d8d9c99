import type { Evidence } from "../record/evidence.ts";

export interface Arms {
	readonly before: Evidence;
	readonly after: Evidence;
}

/** Whether the run gave up a query of either arm at the query timeout. */
export function isGivenUp({ before, after }: Arms): boolean {
	return before.timedOutSeconds !== undefined || after.timedOutSeconds !== undefined;
}

export type GivenUpArm = "with" | "without" | "both";

/** In which states the query was given up: with the indexes, without them, or both; undefined where in none. */
export function givenUpArm({ before, after }: Arms): GivenUpArm | undefined {
	const [without, with_] = [before.timedOutSeconds !== undefined, after.timedOutSeconds !== undefined];
	if (without && with_) return "both";
	return with_ ? "with" : without ? "without" : undefined;
}
