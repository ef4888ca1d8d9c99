import type { Interval, Latency } from "../record/schema.ts";
import { orderStatisticInterval, quantileInterval } from "../statistics/quantile-interval.ts";

const LEVEL = 0.95;

/**
 * Percentiles and mean of one arm's times in milliseconds, in time order, with their intervals as far as the samples
 * carry them. The median always gets one: it is what charts show; where samples are few it takes them for independent.
 */
export function latencyOf(times: readonly number[]): Latency {
	const [p50, p95, p99] = [0.5, 0.95, 0.99].map((q) => quantileInterval(times, q, LEVEL));
	if (p50 === undefined || p95 === undefined || p99 === undefined) throw new Error("three quantiles were asked for");
	const rough = p50.interval === null ? orderStatisticInterval(Float64Array.from(times).sort(), 0.5, LEVEL) : null;
	const named = (name: "p50Ci" | "p95Ci" | "p99Ci", found: readonly [number, number] | null) =>
		found === null ? {} : { [name]: [found[0], found[1]] satisfies Interval };
	return {
		p50: p50.estimate,
		p95: p95.estimate,
		p99: p99.estimate,
		mean: times.reduce((sum, ms) => sum + ms, 0) / times.length,
		...named("p50Ci", p50.interval ?? rough),
		...named("p95Ci", p95.interval),
		...named("p99Ci", p99.interval),
		...(rough === null ? {} : { p50CiAsIfIndependent: true }),
	};
}

/**
 * The tails of single executions in the place of those of batch means, which are shorter: a mean of fifty hides the one
 * that took long. They have no interval, since in a batch nobody knows what came after what.
 * @param executions milliseconds ascending, each with how often it occurred.
 */
export function withTailsOf(latency: Latency, executions: readonly (readonly [number, number])[]): Latency {
	const { p95Ci: _, p99Ci: __, ...rest } = latency;
	return { ...rest, p95: weightedQuantile(executions, 0.95), p99: weightedQuantile(executions, 0.99) };
}

/** The least time that so many of the executions took at the most. */
function weightedQuantile(executions: readonly (readonly [number, number])[], q: number): number {
	const whole = executions.reduce((sum, [, times]) => sum + times, 0);
	let seen = 0;
	for (const [ms, times] of executions) {
		seen += times;
		if (seen >= q * whole) return ms;
	}
	return executions.at(-1)?.[0] ?? Number.NaN;
}
