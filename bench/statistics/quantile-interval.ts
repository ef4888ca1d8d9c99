import { betaCdf } from "./beta.ts";
import { firstOrderInflation } from "./effective-size.ts";
import { percentile } from "./percentile.ts";

export interface QuantileInterval {
	readonly estimate: number;
	/** null where the samples are too few, or too alike, to bound the quantile on both sides at this level. */
	readonly interval: readonly [number, number] | null;
	/** Independent samples that the series is worth. */
	readonly effectiveSize: number;
}

/** In fewer samples, how long a machine's slow spells last cannot be told, and coverage is not kept. */
const LEAST_SAMPLES = 80;

/**
 * Samples that a quantile's interval takes at least: twice what independent ones would need for it to be bounded on both
 * sides. With no more than those, only series that look independent by luck would have an interval, a wrong one.
 */
export function leastSamples(q: number, level: number): number {
	const independent = Math.log((1 - level) / 2) / Math.log(Math.max(q, 1 - q));
	return Math.max(LEAST_SAMPLES, 2 * Math.ceil(independent));
}

/** Smallest x in 0..top where a falling function is at or below a bound. */
function fallsTo(bound: number, top: number, falling: (x: number) => number): number {
	let low = 0;
	let high = top;
	for (let i = 0; i < 60; i++) {
		const middle = (low + high) / 2;
		if (falling(middle) <= bound) high = middle;
		else low = middle;
	}
	return high;
}

/** Positions of the values in ascending order of value, each value's rank at its place in time. */
function ranks(series: readonly number[]): number[] {
	const order = series.map((_, index) => index).sort((a, b) => (series[a] ?? 0) - (series[b] ?? 0));
	const rank = new Array<number>(series.length).fill(0);
	order.forEach((index, position) => {
		rank[index] = position;
	});
	return rank;
}

/**
 * Quantile `q` of times in time order, between two of the times themselves. The number of times below the true quantile
 * is binomial, whatever their distribution (Thompson 1936; Conover 3.2); serial dependence is met by counting only as
 * many times as they are worth (Woodruff, J. Am. Statist. Assoc. 47, 1952; Korn & Graubard, Survey Methodology 24, 1998),
 * judged on what is above the quantile and on the ranks, whichever is worth less.
 * At 95 % the median takes at least 80 samples, p95 144 and p99 736.
 */
export function quantileInterval(times: readonly number[], q: number, level: number): QuantileInterval {
	const n = times.length;
	const sorted = Float64Array.from(times).sort();
	const estimate = percentile(sorted, q);
	const above = times.map((time) => (time > estimate ? 1 : 0));
	const effectiveSize = n / Math.max(firstOrderInflation(above), firstOrderInflation(ranks(times)));
	const interval = n < leastSamples(q, level) ? null : orderStatisticInterval(sorted, q, level, effectiveSize);
	return { estimate, interval, effectiveSize };
}

/**
 * Interval of quantile `q` between two of the values, as if they were worth `effectiveSize` independent ones.
 * @param sorted in ascending order.
 * @returns null where so few cannot bound the quantile on both sides.
 */
export function orderStatisticInterval(
	sorted: Float64Array,
	q: number,
	level: number,
	effectiveSize = sorted.length,
): readonly [number, number] | null {
	const n = sorted.length;
	const tail = (1 - level) / 2;
	if (n === 0 || q ** effectiveSize > tail || (1 - q) ** effectiveSize > tail) return null;
	// betaCdf(q, u, m - u + 1) is the chance of u or more of m below the quantile; it extends to sizes that are no integers.
	const uOrMore = (u: number) => betaCdf(q, u, effectiveSize - u + 1);
	const upper = fallsTo(tail, effectiveSize, uOrMore);
	const lower = effectiveSize - fallsTo(tail, effectiveSize, (v) => 1 - uOrMore(effectiveSize - v));
	const low = sorted[Math.max(0, Math.floor((lower / effectiveSize) * n + 1e-9) - 1)];
	const high = sorted[Math.min(n, Math.ceil((upper / effectiveSize) * n - 1e-9)) - 1];
	return low === undefined || high === undefined ? null : [low, high];
}
