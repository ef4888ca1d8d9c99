import { studentQuantile } from "./beta.ts";
import { longRunInflation } from "./effective-size.ts";

/** One independent contribution to the variance of an estimate, and the degrees of freedom it is known with. */
export interface VariancePart {
	readonly variance: number;
	readonly df: number;
}

export function mean(values: readonly number[]): number {
	return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Variance of at least two values. */
export function varianceOf(values: readonly number[]): number {
	const centre = mean(values);
	return values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1);
}

/** Of the mean of a series in time order whose neighbours may resemble each other: it counts at its effective size. */
export function varianceOfMean(series: readonly number[]): VariancePart {
	const effectiveSize = Math.max(2, series.length / longRunInflation(series));
	return { variance: varianceOf(series) / effectiveSize, df: effectiveSize - 1 };
}

/** Half the width of Student's interval of a sum of independent parts, with Satterthwaite's degrees of freedom (1946). */
export function marginOf(parts: readonly VariancePart[], level: number): number {
	const variance = parts.reduce((sum, part) => sum + part.variance, 0);
	const spread = parts.reduce((sum, part) => sum + part.variance ** 2 / part.df, 0);
	const df = spread > 0 ? variance ** 2 / spread : 1;
	return studentQuantile((1 + level) / 2, df) * Math.sqrt(variance);
}

/** Half the width of Student's interval of a sum of means, one of each series in time order at its effective size. */
export function marginOfMeans(series: readonly (readonly number[])[], level: number): number {
	return marginOf(series.map(varianceOfMean), level);
}
