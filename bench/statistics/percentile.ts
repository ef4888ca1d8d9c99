/**
 * Quantile `q` (0..1) of values in ascending order, interpolated between the two neighbours: type 7 of
 * Hyndman & Fan (Am. Statistician 50, 1996), the default of R, NumPy and spreadsheets.
 * @throws RangeError on no values or a `q` outside 0..1.
 */
export function percentile(sorted: ArrayLike<number>, q: number): number {
	if (sorted.length === 0 || !(q >= 0 && q <= 1)) throw new RangeError(`no quantile ${q} of ${sorted.length} values`);
	const position = (sorted.length - 1) * q;
	const low = sorted[Math.floor(position)] ?? Number.NaN;
	const high = sorted[Math.ceil(position)] ?? Number.NaN;
	return low + (high - low) * (position - Math.floor(position));
}

/** Quantiles of values in any order. */
export function quantiles(values: Iterable<number>, qs: readonly number[]): number[] {
	const sorted = Float64Array.from(values).sort();
	return qs.map((q) => percentile(sorted, q));
}

/** The middle value, or the mean of the two middle values. */
export function median(values: Iterable<number>): number {
	return quantiles(values, [0.5])[0] ?? Number.NaN;
}
