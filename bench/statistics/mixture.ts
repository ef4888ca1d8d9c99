import { logRatios, type Pair, reductionPct } from "./log-ratio.ts";
import type { MachineSpread } from "./machine-spread.ts";
import { marginOf, marginOfMeans, mean, type VariancePart, varianceOf } from "./student-margin.ts";

/** One class of work in a mix. */
export interface MixStratum {
	/** Relative number of executions; only the proportions count. */
	readonly weight: number;
	/** In time order, at least two. */
	readonly pairs: readonly Pair[];
	/** Its arms were measured in stretches of their own, so that a pair's times have no machine state in common. */
	readonly apart?: boolean;
}

export interface MixOptions {
	/** Confidence of the interval. */
	readonly level: number;
	readonly mean: "arithmetic" | "geometric";
	/** How much the machine's pace differs between the trials; where it is not known, each series has to tell. */
	readonly machine?: MachineSpread | undefined;
}

export interface MixResult {
	/** Percent, positive is faster. */
	readonly reductionPct: number;
	readonly interval: readonly [number, number];
	readonly level: number;
	readonly method: string;
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

/**
 * The variance of each stratum's log ratio as far as its pairs show it: ln(mean after / mean before) varies by
 * a / mean after - b / mean before. Which arm went first was drawn anew for every pair, so these residuals have
 * independent signs however long the machine's states last, and n pairs count as n.
 */
export function ratioParts(strata: readonly MixStratum[]): readonly VariancePart[] {
	return strata.map(({ pairs }) => {
		const [before, after] = [mean(pairs.map(([b]) => b)), mean(pairs.map(([, a]) => a))];
		return { variance: varianceOf(pairs.map(([b, a]) => a / after - b / before)) / pairs.length, df: pairs.length - 1 };
	});
}

/** Each stratum's part of the mix's time before and after. */
function sharesOf(strata: readonly MixStratum[]): readonly { readonly before: number; readonly after: number }[] {
	const times = strata.map(({ weight, pairs }) => ({
		before: weight * mean(pairs.map(([b]) => b)),
		after: weight * mean(pairs.map(([, a]) => a)),
	}));
	const total = (arm: "before" | "after") => times.reduce((sum, time) => sum + time[arm], 0);
	return times.map((time) => ({ before: time.before / total("before"), after: time.after / total("after") }));
}

/**
 * What makes the log ratio of a mix's totals uncertain: with shares B and A of the time before and after, it varies by
 * (A + B) / 2 times each stratum's own log ratio, which its pairs show; and by A - B times the pace that the machine had
 * during the stratum's trial, which no trial shows from within. Where the arms had a pace each, by A and by B.
 */
function totalParts(strata: readonly MixStratum[], machine: MachineSpread): readonly VariancePart[] {
	const shares = sharesOf(strata);
	const own = ratioParts(strata).map(({ variance, df }, i) => {
		const { before = 0, after = 0 } = shares[i] ?? {};
		return { variance: ((before + after) / 2) ** 2 * variance, df };
	});
	const paces = shares.map(({ before, after }, i) =>
		strata[i]?.apart === true ? before ** 2 + after ** 2 : (after - before) ** 2,
	);
	return [...own, { variance: machine.sd ** 2 * paces.reduce((sum, pace) => sum + pace, 0), df: machine.df }];
}

/** The same of a weighted mean of log ratios: a machine's pace is the same in both arms, unless they were apart. */
function meanParts(influences: readonly (readonly number[])[], strata: readonly MixStratum[], machine: MachineSpread) {
	const own = influences.map((d) => ({ variance: varianceOf(d) / d.length, df: d.length - 1 }));
	const weights = strata.reduce((sum, { weight }) => sum + weight, 0);
	const paces = strata.map(({ weight, apart }) => (apart === true ? 2 * (weight / weights) ** 2 : 0));
	return [...own, { variance: machine.sd ** 2 * paces.reduce((sum, pace) => sum + pace, 0), df: machine.df }];
}

/**
 * How much each stratum widens the interval of an arithmetic mix, in the order given and in no unit: its part of the
 * variance over the degrees of freedom it is known with. The largest is where further pairs help most.
 */
export function mixSpread(strata: readonly MixStratum[]): readonly number[] {
	const shares = sharesOf(strata);
	return ratioParts(strata).map(({ variance, df }, i) => {
		const { before = 0, after = 0 } = shares[i] ?? {};
		return ((before + after) ** 2 * variance) / df;
	});
}

/**
 * The part of the variance of an arithmetic mix that the pairs of its trials leave open, 0 to 1; the rest is the machine's
 * pace, which no further pair makes any better known.
 */
export function ownPartOfVariance(strata: readonly MixStratum[], machine: MachineSpread): number {
	const parts = totalParts(strata, machine).map(({ variance }) => variance);
	const total = parts.reduce((sum, variance) => sum + variance, 0);
	return total === 0 ? 0 : 1 - (parts.at(-1) ?? 0) / total;
}

/**
 * By how much a whole mix of work gets faster.
 * arithmetic: r = 1 - sum(w * mean after) / sum(w * mean before), the total time spent, so slow work dominates;
 * geometric: r = 1 - exp(sum(w * mean ln(after / before)) / sum(w)), each class counts by its weight alone.
 *
 * The interval is Student's on the log ratio, its variance the delta method's (Cochran, Sampling Techniques, 6.4) and its
 * degrees of freedom Satterthwaite's. Trials last seconds and the machine's states minutes, so what a trial shows of its
 * own spread is too little for totals over trials: the spread between looks minutes apart is put in (`machineSpread`).
 * Without one, or without pairs, each series is counted at its effective size. `scripts/coverage.ts` shows why not the
 * block bootstrap, and what becomes of either on recorded times.
 * @throws RangeError on a stratum with fewer than two pairs, whose spread nobody knows.
 */
export function mixReduction(strata: readonly MixStratum[], { level, mean: kind, machine }: MixOptions): MixResult {
	if (strata.length === 0 || strata.some(({ pairs }) => pairs.length < 2))
		throw new RangeError("a mix needs strata of at least two pairs each");
	const { logRatio, influences } = kind === "geometric" ? geometricMix(strata) : arithmeticMix(strata);
	const known = (of: MachineSpread) =>
		kind === "arithmetic" ? totalParts(strata, of) : meanParts(influences, strata, of);
	const margin = machine === undefined ? marginOfMeans(influences, level) : marginOf(known(machine), level);
	return {
		reductionPct: reductionPct(logRatio),
		interval: [reductionPct(logRatio + margin), reductionPct(logRatio - margin)],
		level,
		method: `${kind} mean, Student interval of the log ratio ${machine ? "with the machine's spread between trials" : "at effective sample sizes"}`,
	};
}
