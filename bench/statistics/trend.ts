import { hodgesLehmann } from "./hodges-lehmann.ts";
import { normalCdf } from "./normal.ts";
import { median } from "./percentile.ts";

/** Medians of consecutive blocks of `blockSize` values; an incomplete last block is left out. */
export function blockMedians(values: readonly number[], blockSize: number): number[] {
	const blocks = Math.floor(values.length / blockSize);
	return Array.from({ length: blocks }, (_, block) => median(values.slice(block * blockSize, (block + 1) * blockSize)));
}

/**
 * Mann-Kendall test of "no monotone trend" in values in time order: two-sided p, normal approximation with continuity
 * and tie correction (Mann 1945; Kendall 1975). Within a percentage point of exact from 5 values on.
 */
export function mannKendallP(values: readonly number[]): number {
	const n = values.length;
	let s = 0;
	for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) s += Math.sign((values[j] ?? 0) - (values[i] ?? 0));
	const ties = new Map<number, number>();
	for (const value of values) ties.set(value, (ties.get(value) ?? 0) + 1);
	const weight = (count: number) => count * (count - 1) * (2 * count + 5);
	const tied = [...ties.values()].reduce((sum, count) => sum + weight(count), 0);
	const variance = (weight(n) - tied) / 18;
	if (s === 0 || variance <= 0) return 1;
	return 2 * normalCdf(-(Math.abs(s) - 1) / Math.sqrt(variance));
}

/**
 * Whether times in time order still trend: warm-up goes on while they do. Judged on the medians of at most `blocks`
 * equal blocks, so that single outliers and short bursts do not pass for a trend. Fewer than 5 values: undecidable, false.
 */
export function hasTrend(values: readonly number[], { alpha = 0.05, blocks = 10 } = {}): boolean {
	const medians = blockMedians(values, Math.max(1, Math.floor(values.length / blocks)));
	return medians.length >= 5 && mannKendallP(medians) <= alpha;
}

export interface HalvesDrift {
	/** Centre of the second half minus centre of the first, log units. */
	readonly shift: number;
	/** Centres of the halves, log units. */
	readonly first: number;
	readonly second: number;
	/** Whether the intervals of the halves do not even touch. */
	readonly drifts: boolean;
}

/**
 * Whether the log ratios of the first half of a trial tell another story than those of the second: then no single
 * figure describes the trial. Compares the Hodges-Lehmann intervals of the halves; that they are disjoint at 95 % each
 * happens by chance in about 0.6 % of stable trials.
 */
export function driftBetweenHalves(d: readonly number[], level = 0.95): HalvesDrift {
	if (d.length < 2) return { shift: 0, first: d[0] ?? 0, second: d[0] ?? 0, drifts: false };
	const middle = Math.floor(d.length / 2);
	const first = hodgesLehmann(d.slice(0, middle), level);
	const second = hodgesLehmann(d.slice(middle), level);
	const disjoint = first.interval[1] < second.interval[0] || second.interval[1] < first.interval[0];
	return {
		shift: second.estimate - first.estimate,
		first: first.estimate,
		second: second.estimate,
		drifts: first.reachable && second.reachable && disjoint,
	};
}
