import { marginOf, mean, varianceOfMean } from "./student-margin.ts";

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
	const estimate = series.reduce((sum, { weight, values }) => sum + (weight / total) * mean(values), 0);
	const parts = series.map(({ weight, values }) => {
		const { variance, df } = varianceOfMean(values);
		return { variance: (weight / total) ** 2 * variance, df };
	});
	const margin = marginOf(parts, level);
	return { estimate, interval: [estimate - margin, estimate + margin] };
}
