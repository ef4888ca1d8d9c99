import type { StratumRecord } from "../record/schema.ts";

/** Milliseconds that all pairs of a stratum's trial took: each sample is the mean of its batch. */
export function trialMs({ pairs, batch = { before: 1, after: 1 } }: Pick<StratumRecord, "pairs" | "batch">): number {
	return pairs.reduce((sum, [before, after]) => sum + before * batch.before + after * batch.after, 0);
}
