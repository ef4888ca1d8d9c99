import { signedRankCdf, signedRankMethod, signedRankQuantile } from "./signed-rank.ts";
import { ascending, walshAverage, walshCount } from "./walsh-averages.ts";

export interface HodgesLehmann {
	/** Pseudo-median: the median of the Walsh averages. */
	readonly estimate: number;
	/** Closed interval. If the level is out of reach, the widest there is: smallest to largest value. */
	readonly interval: readonly [number, number];
	/** Confidence that `interval` attains: at least the one asked for if `reachable`. */
	readonly level: number;
	/** Whether so few pairs can have an interval of the level asked for. */
	readonly reachable: boolean;
	readonly method: string;
	readonly pairs: number;
}

const METHODS = {
	exact: "Hodges-Lehmann estimate, exact signed-rank interval",
	normal: "Hodges-Lehmann estimate, signed-rank interval by normal approximation",
} as const;

/**
 * Where the centre of the values lies: the Hodges-Lehmann estimate (1963) and the interval that inverts the
 * signed-rank test, W(c+1) .. W(M-c) of the M ordered Walsh averages (Tukey 1949; Hollander & Wolfe 3.3).
 * Assumes that the values are symmetric about their centre; see docs/method.md for why pairs in random order are.
 * @throws RangeError on no values or on a value that is not finite.
 */
export function hodgesLehmann(d: readonly number[], level: number): HodgesLehmann {
	if (d.length === 0 || !d.every(Number.isFinite)) throw new RangeError("needs at least one value, all of them finite");
	const sorted = ascending(d);
	const n = d.length;
	const averages = walshCount(n);
	const critical = signedRankQuantile(n, level);
	const reachable = critical >= 0;
	const outside = Math.max(critical, 0);
	return {
		estimate: (walshAverage(sorted, Math.ceil(averages / 2)) + walshAverage(sorted, Math.floor(averages / 2) + 1)) / 2,
		interval: [walshAverage(sorted, outside + 1), walshAverage(sorted, averages - outside)],
		level: 1 - 2 * signedRankCdf(outside, n),
		reachable,
		method: METHODS[signedRankMethod(n)],
		pairs: n,
	};
}
