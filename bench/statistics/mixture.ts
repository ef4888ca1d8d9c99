import { studentQuantile } from "./beta.ts";
import { longRunInflation } from "./effective-size.ts";
import { logRatios, type Pair, reductionPct } from "./log-ratio.ts";

/** One class of work in a mix. */
export interface MixStratum {
	/** Relative number of executions; only the proportions count. */
	readonly weight: number;
	/** In time order, at least two. */
	readonly pairs: readonly Pair[];
}

export interface MixOptions {
	/** Confidence of the interval. */
	readonly level: number;
	readonly mean: "arithmetic" | "geometric";
}

export interface MixResult {
	/** Percent, positive is faster. */
	readonly reductionPct: number;
	readonly interval: readonly [number, number];
	readonly level: number;
	readonly method: string;
}

function mean(values: readonly number[]): number {
	return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** A log ratio, and for each stratum what each of its pairs contributes to it: the pair's influence. */
interface Mix {
	readonly logRatio: number;
	readonly influences: readonly (readonly number[])[];
}

/** ln(total after / total before); a pair moves it by w * (after / total after - before / total before). */
function arithmeticMix(strata: readonly MixStratum[]): Mix {
	const total = (arm: 0 | 1) =>
		strata.reduce((sum, { weight, pairs }) => sum + weight * mean(pairs.map((pair) => pair[arm])), 0);
	const before = total(0);
	const after = total(1);
	return {
		logRatio: Math.log(after) - Math.log(before),
		influences: strata.map(({ weight, pairs }) => pairs.map(([b, a]) => weight * (a / after - b / before))),
	};
}

/** Weighted mean of the log ratios. */
function geometricMix(strata: readonly MixStratum[]): Mix {
	const weights = strata.reduce((sum, { weight }) => sum + weight, 0);
	const influences = strata.map(({ weight, pairs }) => logRatios(pairs).map((d) => (d * weight) / weights));
	return { logRatio: influences.reduce((sum, values) => sum + mean(values), 0), influences };
}

/** Variance of the mean of a series whose neighbours may resemble each other, and its degrees of freedom. */
function varianceOfMean(series: readonly number[]): { variance: number; df: number } {
	const centre = mean(series);
	const variance = series.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (series.length - 1);
	const effectiveSize = Math.max(2, series.length / longRunInflation(series));
	return { variance: variance / effectiveSize, df: effectiveSize - 1 };
}

/**
 * How much each stratum widens the interval of an arithmetic mix, in the order given and in no unit: its part of the
 * variance over the degrees of freedom it is known with. The largest is where further pairs help most.
 */
export function mixSpread(strata: readonly MixStratum[]): readonly number[] {
	return arithmeticMix(strata)
		.influences.map(varianceOfMean)
		.map(({ variance, df }) => variance / df);
}

/**
 * By how much a whole mix of work gets faster.
 * arithmetic: r = 1 - sum(w * mean after) / sum(w * mean before), the total time spent, so slow work dominates;
 * geometric: r = 1 - exp(sum(w * mean ln(after / before)) / sum(w)), each class counts by its weight alone.
 *
 * The interval is Student's on the log ratio. Its variance is the delta method's (Cochran, Sampling Techniques, 6.4: a
 * ratio's variance is that of its residuals), summed over strata, each counted at its effective size; its degrees of
 * freedom are Satterthwaite's (1946). `scripts/coverage.ts` shows why not the block bootstrap: with the dozen to sixty
 * pairs that a trial has, its intervals miss the truth up to three times as often as they say.
 * @throws RangeError on a stratum with fewer than two pairs, whose spread nobody knows.
 */
export function mixReduction(strata: readonly MixStratum[], { level, mean: kind }: MixOptions): MixResult {
	if (strata.length === 0 || strata.some(({ pairs }) => pairs.length < 2))
		throw new RangeError("a mix needs strata of at least two pairs each");
	const { logRatio, influences } = kind === "geometric" ? geometricMix(strata) : arithmeticMix(strata);
	const parts = influences.map(varianceOfMean);
	const variance = parts.reduce((sum, part) => sum + part.variance, 0);
	const spread = parts.reduce((sum, part) => sum + part.variance ** 2 / part.df, 0);
	const df = spread > 0 ? variance ** 2 / spread : 1;
	const margin = studentQuantile((1 + level) / 2, df) * Math.sqrt(variance);
	return {
		reductionPct: reductionPct(logRatio),
		interval: [reductionPct(logRatio + margin), reductionPct(logRatio - margin)],
		level,
		method: `${kind} mean, Student interval of the log ratio at effective sample sizes`,
	};
}
