import { randomIndex, seededRandom } from "./random.ts";

export interface ChangePoint {
	/** Position of the first value after the change, in 1..n-1. */
	readonly index: number;
	/** Of the permutation test that accepted it. */
	readonly p: number;
}

export interface DivisiveOptions {
	readonly seed: number | string;
	/** Chance of marking any change in a series that has none; 0.05 unless said. */
	readonly alpha?: number;
	/** Most permutations per test; 499 unless said. A finer `alpha` needs more than 1 / alpha. */
	readonly permutations?: number;
	/** Fewest values on either side of a change; 5 unless said. */
	readonly minSize?: number;
}

interface Split {
	/** Position of the split from the start of its segment. */
	readonly at: number;
	/** The scaled energy distance between both sides. */
	readonly q: number;
}

/**
 * Changes in the distribution of a series in time order: E-Divisive (Matteson & James, A Nonparametric Approach for
 * Multiple Change Point Analysis of Multivariate Data, JASA 109, 2014), with exponent 1. Each step takes the split with
 * the largest energy statistic of all segments and keeps it if few of the series permuted within the segments reach as
 * much; the first split that is not kept ends the search. A slow slide shows as a few steps in one direction.
 * @returns the changes in time order; none for a series shorter than twice `minSize`.
 */
export function eDivisive(
	series: readonly number[],
	{ seed, alpha = 0.05, permutations = 499, minSize = 5 }: DivisiveOptions,
): readonly ChangePoint[] {
	const random = seededRandom(seed);
	const found: ChangePoint[] = [];
	for (;;) {
		const bounds = [0, ...found.map(({ index }) => index).sort((a, b) => a - b), series.length];
		const segments = bounds.slice(1).map((end, i) => series.slice(bounds[i], end));
		const splits = segments.map((segment) => bestSplit(segment, minSize));
		const largest = splits.reduce((best, split, i) => (split.q > (splits[best]?.q ?? 0) ? i : best), 0);
		const split = splits[largest];
		if (split === undefined || !(split.q > 0)) break;
		const p = permutationP(segments, split.q, minSize, alpha, permutations, random);
		if (p > alpha) break;
		found.push({ index: (bounds[largest] ?? 0) + split.at, p });
	}
	return found.sort((a, b) => a.index - b.index);
}

/**
 * Share of permuted series whose best split reaches `q`, the observed series counted in. Stops as soon as the share can
 * no longer fall to `alpha`, which changes no decision (Besag & Clifford, Sequential Monte Carlo p-values, 1991).
 */
function permutationP(
	segments: readonly (readonly number[])[],
	q: number,
	minSize: number,
	alpha: number,
	permutations: number,
	random: () => number,
): number {
	let reached = 1;
	for (let done = 1; done <= permutations; done++) {
		const most = Math.max(...segments.map((segment) => bestSplit(shuffled(segment, random), minSize).q));
		if (most >= q) reached++;
		if (reached > alpha * (permutations + 1)) return Math.min(1, reached / (done + 1));
	}
	return reached / (permutations + 1);
}

function shuffled(values: readonly number[], random: () => number): readonly number[] {
	const copy = [...values];
	for (let last = copy.length - 1; last > 0; last--) {
		const other = randomIndex(random, last + 1);
		const kept = copy[last] ?? 0;
		copy[last] = copy[other] ?? 0;
		copy[other] = kept;
	}
	return copy;
}

/**
 * The split (at, end) that makes the first `at` values differ most from those up to `end`; the values after `end` are
 * left out, so that a change and its return do not hide each other.
 */
export function bestSplit(z: readonly number[], minSize: number): Split {
	const n = z.length;
	let best: Split = { at: 0, q: 0 };
	if (n < 2 * minSize) return best;
	const within = pairSums(z);
	const of = (from: number, to: number) => within[from * (n + 1) + to] ?? 0;
	for (let at = minSize; at <= n - minSize; at++) {
		const left = of(0, at);
		for (let end = at + minSize; end <= n; end++) {
			const right = of(at, end);
			const q = scaledEnergy(at, end - at, of(0, end) - left - right, left, right);
			if (q > best.q) best = { at, q };
		}
	}
	return best;
}

/** nm/(n+m) times the energy distance of two samples, from the sums of |a - b| between and within them. */
function scaledEnergy(n: number, m: number, between: number, left: number, right: number): number {
	const own = (sum: number, size: number) => (size < 2 ? 0 : (2 * sum) / (size * (size - 1)));
	return ((n * m) / (n + m)) * ((2 * between) / (n * m) - own(left, n) - own(right, m));
}

/** Sums of |z_i - z_k| over from <= i < k < to, at [from * (n + 1) + to]. */
function pairSums(z: readonly number[]): Float64Array {
	const n = z.length;
	const sums = new Float64Array((n + 1) * (n + 1));
	for (let from = n - 1; from >= 0; from--) {
		const first = z[from] ?? 0;
		let reach = 0;
		for (let to = from + 2; to <= n; to++) {
			reach += Math.abs(first - (z[to - 1] ?? 0));
			sums[from * (n + 1) + to] = (sums[(from + 1) * (n + 1) + to] ?? 0) + reach;
		}
	}
	return sums;
}
