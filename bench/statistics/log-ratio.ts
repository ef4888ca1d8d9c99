/** One pair: the same work timed in both arms, [before, after], any unit of time. */
export type Pair = readonly [before: number, after: number];

/**
 * Log ratio of every pair, d = ln(after / before): 0 is no change, negative is faster.
 * Taken as a difference of logarithms, so that swapping the arms flips the sign exactly.
 * @throws RangeError if a time is not a positive finite number: a timer cannot have returned it.
 */
export function logRatios(pairs: readonly Pair[]): number[] {
	return pairs.map(([before, after]) => {
		if (!(before > 0 && after > 0 && before < Infinity && after < Infinity))
			throw new RangeError(`times must be positive and finite, not ${before} and ${after}`);
		return Math.log(after) - Math.log(before);
	});
}

/** Reduction in percent that a log ratio stands for: 100 * (1 - exp(d)); positive is faster. */
export function reductionPct(d: number): number {
	return -100 * Math.expm1(d);
}

/** before / after: 2 is twice as fast, 0.5 half as fast. */
export function speedupFactor(d: number): number {
	return Math.exp(-d);
}

/** The log ratio that a reduction in percent stands for; the inverse of `reductionPct`. */
export function logRatioOfReduction(pct: number): number {
	return Math.log1p(-pct / 100);
}
