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
