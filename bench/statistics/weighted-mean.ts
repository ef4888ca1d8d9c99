import { studentQuantile } from "./beta.ts";
import { longRunInflation } from "./effective-size.ts";

export interface WeightedSeries {
	/** Only the proportions count. */
	readonly weight: number;
	/** In time order, at least two. */
	readonly values: readonly number[];
}

export interface WeightedMean {
	readonly estimate: number;
	readonly interval: readonly [number, number];
}

/**
 * The mean of several series' means by their weights, with Student's interval: variances of the means add up by the
 * squares of their parts, each series at its effective size; degrees of freedom after Satterthwaite (1946).
 * @throws RangeError on no series, a series of fewer than two values, or weights that add up to nothing.
 */
export function weightedMean(series: readonly WeightedSeries[], level: number): WeightedMean {
	const total = series.reduce((sum, { weight }) => sum + weight, 0);
	if (!(total > 0) || series.some(({ values }) => values.length < 2))
		throw new RangeError("needs series of at least two values, and weights above 0");
	const parts = series.map(({ weight, values }) => {
		const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
		const spread = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
		const size = Math.max(2, values.length / longRunInflation(values));
		const part = weight / total;
		return { mean: part * mean, variance: (part ** 2 * spread) / size, df: size - 1 };
	});
	const estimate = parts.reduce((sum, { mean }) => sum + mean, 0);
	const variance = parts.reduce((sum, part) => sum + part.variance, 0);
	if (variance === 0) return { estimate, interval: [estimate, estimate] };
	const df = variance ** 2 / parts.reduce((sum, part) => sum + part.variance ** 2 / part.df, 0);
	const margin = studentQuantile((1 + level) / 2, df) * Math.sqrt(variance);
	return { estimate, interval: [estimate - margin, estimate + margin] };
}
