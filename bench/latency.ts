import type { Interval, Latency } from "./record/schema.ts";
import { blockBootstrap } from "./statistics/block-bootstrap.ts";
import { quantiles } from "./statistics/percentile.ts";

const RESAMPLES = 1000;
const LEVEL = 0.95;

/**
 * Percentiles and mean of one arm's times in milliseconds, in time order; intervals by block bootstrap.
 * @param seed the same seed gives the same intervals.
 */
export function latencyOf(times: readonly number[], seed: string): Latency {
	const [p50 = 0, p95 = 0, p99 = 0] = quantiles(times, [0.5, 0.95, 0.99]);
	const { interval } = blockBootstrap(
		times.length,
		(indices) =>
			quantiles(
				Array.from(indices, (i) => times[i] ?? 0),
				[0.5],
			)[0] ?? 0,
		{ seed, resamples: RESAMPLES, level: LEVEL },
	);
	const p50Ci: Interval = [interval[0], interval[1]];
	return { p50, p95, p99, mean: times.reduce((sum, ms) => sum + ms, 0) / times.length, p50Ci };
}
