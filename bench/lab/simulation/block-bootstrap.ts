import { percentile } from "../../statistics/percentile.ts";
import { randomIndex, seededRandom } from "../../statistics/random.ts";

export interface BootstrapOptions {
	readonly seed: number | string;
	/** How many times the series is resampled; 2,000 unless said. */
	readonly resamples?: number;
	/** Confidence, e.g. 0.95. */
	readonly level: number;
	/** Samples that stay together; n^(1/3) unless said. */
	readonly blockLength?: number;
}

export interface BootstrapResult {
	readonly estimate: number;
	readonly interval: readonly [number, number];
	readonly level: number;
	readonly method: string;
}

/** Length of the blocks for n samples in time order: n^(1/3), the optimal rate for a variance (Künsch 1989). */
export function defaultBlockLength(n: number): number {
	return Math.max(1, Math.round(Math.cbrt(n)));
}

/**
 * Fills `indices` with blocks of consecutive positions that start anywhere in 0..n-1 and wrap around, so that every
 * sample is equally likely (circular block bootstrap: Politis & Romano, in Exploring the Limits of Bootstrap, 1992).
 */
export function drawBlocks(random: () => number, indices: Int32Array, blockLength: number): void {
	const n = indices.length;
	for (let filled = 0; filled < n; ) {
		const start = randomIndex(random, n);
		for (let k = 0; k < blockLength && filled < n; k++) indices[filled++] = (start + k) % n;
	}
}

/** The percentile interval of resampled estimates. */
export function percentileInterval(estimates: Float64Array, level: number): [number, number] {
	const sorted = estimates.toSorted();
	return [percentile(sorted, (1 - level) / 2), percentile(sorted, (1 + level) / 2)];
}

/**
 * Interval of any statistic of a series whose neighbours resemble each other: `statistic` gets the positions, in
 * 0..n-1, of the samples to compute it on. The same seed gives the same interval.
 */
export function blockBootstrap(
	n: number,
	statistic: (indices: Int32Array) => number,
	{ seed, resamples = 2000, level, blockLength = defaultBlockLength(n) }: BootstrapOptions,
): BootstrapResult {
	const random = seededRandom(seed);
	const indices = Int32Array.from({ length: n }, (_, index) => index);
	const estimate = statistic(indices);
	const estimates = new Float64Array(resamples);
	for (let b = 0; b < resamples; b++) {
		drawBlocks(random, indices, blockLength);
		estimates[b] = statistic(indices);
	}
	const interval = percentileInterval(estimates, level);
	return { estimate, interval, level, method: `circular block bootstrap, blocks of ${blockLength}` };
}
