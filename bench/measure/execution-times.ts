/** Times of single executions in milliseconds to three digits, ascending, each with how often it occurred. */
export type ExecutionTimes = [ms: number, times: number][];

const DIGITS = 3;

/** So that a record of a hundred thousand executions stays small; a percentile is moved by half a percent at the most. */
export function countedTimes(samples: readonly number[], known: Readonly<ExecutionTimes> = []): ExecutionTimes {
	const counts = new Map<number, number>(known);
	for (const sample of samples) {
		const ms = Number(sample.toPrecision(DIGITS));
		counts.set(ms, (counts.get(ms) ?? 0) + 1);
	}
	return [...counts].toSorted(([a], [b]) => a - b);
}
