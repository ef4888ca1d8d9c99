/** Lower and upper bound; null where there is none. */
export type OpenInterval = readonly [low: number, high: number | null];

/**
 * Interval of numerator / denominator from an interval of each, for a quotient that cannot be below 0: all values that
 * any two points of the intervals give. If each holds with probability 1 - a/2, both do with 1 - a at least
 * (Bonferroni), and so does this one. Without an upper bound where the denominator may be 0 or less.
 */
export function quotientInterval(
	[low, high]: readonly [number, number],
	[divisorLow, divisorHigh]: readonly [number, number],
): OpenInterval {
	if (high <= 0 && divisorLow > 0) return [0, 0];
	const lower = divisorHigh > 0 ? Math.max(0, low) / divisorHigh : 0;
	return [lower, divisorLow > 0 ? Math.max(0, high) / divisorLow : null];
}
