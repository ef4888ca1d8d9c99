import type { RandomStream } from "./random-stream.ts";

const CELLS = 4096;

/**
 * Draws from a continuous distribution by one look-up and a straight line between two quantiles. Logarithms and
 * exponentials are taken here, once, and rounded, so that the last bit of a platform's mathematics never reaches a row.
 */
export class QuantileTable {
	private readonly edges: Float64Array;

	/**
	 * @param quantile of the distribution, for probabilities in (0, 1).
	 * The outermost 1/8192 on each side is cut off: it would carry values no document speaks of.
	 */
	constructor(quantile: (probability: number) => number) {
		this.edges = Float64Array.from({ length: CELLS + 1 }, (_, index) => {
			const probability = Math.min(Math.max(index / CELLS, 0.5 / CELLS), 1 - 0.5 / CELLS);
			return Math.round(quantile(probability) * 1e6) / 1e6;
		});
	}

	draw(stream: RandomStream): number {
		return this.at(stream.uint32());
	}

	/** The value at a 32-bit probability. */
	at(word: number): number {
		const cell = word >>> 20;
		const low = this.edges[cell] as number;
		return low + ((this.edges[cell + 1] as number) - low) * ((word & 0xfffff) * 2 ** -20);
	}
}

/** Quantiles of the standard normal distribution that were asked for: every table asks at the same probabilities. */
const normalQuantiles = new Map<number, number>();

/** Quantile of a log-normal distribution, from its median and the deviation of its logarithm. */
export function logNormal(median: number, sigma: number): (probability: number) => number {
	return (probability) => {
		const normal = normalQuantiles.get(probability) ?? normalQuantile(probability);
		normalQuantiles.set(probability, normal);
		return median * Math.exp(sigma * normal);
	};
}

/** Quantile of an exponential distribution. */
export function exponential(mean: number): (probability: number) => number {
	return (probability) => -mean * Math.log1p(-probability);
}

/**
 * Quantile of the standard normal distribution, by Newton's method on the distribution function
 * (error function after Abramowitz and Stegun 7.1.5, its Maclaurin series). For tables: exact enough, not fast.
 */
export function normalQuantile(probability: number): number {
	let x = 0;
	for (let step = 0; step < 100; step++) {
		const change = (normalCdf(x) - probability) / (Math.exp(-(x * x) / 2) / Math.sqrt(2 * Math.PI));
		// A full step from the middle would overshoot the tails.
		x -= Math.max(-0.5, Math.min(0.5, change));
		if (Math.abs(change) < 1e-12) break;
	}
	return x;
}

/** The standard normal distribution function, for |x| below 6. */
export function normalCdf(x: number): number {
	let term = x;
	let sum = x;
	for (let n = 1; Math.abs(term) > 1e-17 && n < 200; n++) {
		term *= -(x * x) / (2 * n);
		sum += term / (2 * n + 1);
	}
	return 0.5 + sum / Math.sqrt(2 * Math.PI);
}
