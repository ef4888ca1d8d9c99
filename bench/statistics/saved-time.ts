import { hodgesLehmann } from "./hodges-lehmann.ts";
import { logRatios, type Pair } from "./log-ratio.ts";

/** An amount with its interval, in the unit of the times. */
export interface Amount {
	readonly estimate: number;
	readonly interval: readonly [number, number];
}

/**
 * What one execution saves: the typical time before, times the part of it that the ratio saves. Both are
 * Hodges-Lehmann estimates of logarithms, so that a single slow execution of the machine moves neither; their intervals
 * share the error evenly (Bonferroni). It has the sign of the ratio, and so agrees with what is said of that.
 * @throws RangeError on no pairs, or times that are not positive.
 */
export function savedTime(pairs: readonly Pair[], level: number): Amount {
	const part = 1 - (1 - level) / 2;
	const ratio = hodgesLehmann(logRatios(pairs), part);
	const before = hodgesLehmann(
		pairs.map(([ms]) => Math.log(ms)),
		part,
	);
	const saved = [ratio.interval[1], ratio.interval[0]].map((d) => -Math.expm1(d));
	const times = before.interval.map(Math.exp);
	const products = saved.flatMap((share) => times.map((ms) => share * ms));
	return {
		estimate: -Math.expm1(ratio.estimate) * Math.exp(before.estimate),
		interval: [Math.min(...products), Math.max(...products)],
	};
}

/** The sum of independent amounts: distances to the bounds add up by their squares, on either side by itself. */
export function sumOfAmounts(amounts: readonly Amount[]): Amount {
	const estimate = amounts.reduce((sum, amount) => sum + amount.estimate, 0);
	const reach = (side: 0 | 1) =>
		Math.sqrt(amounts.reduce((sum, { estimate: middle, interval }) => sum + (interval[side] - middle) ** 2, 0));
	return { estimate, interval: [estimate - reach(0), estimate + reach(1)] };
}

/** So many times an amount. */
export function times(weight: number, { estimate, interval }: Amount): Amount {
	return { estimate: weight * estimate, interval: [weight * interval[0], weight * interval[1]] };
}
