import type { StratumRecord } from "../record/schema.ts";

export type Arms = Pick<StratumRecord, "before" | "after">;

/** Whether the run gave up a query of either arm at the query timeout. */
export function isGivenUp({ before, after }: Arms): boolean {
	return before.timedOutSeconds !== undefined || after.timedOutSeconds !== undefined;
}
