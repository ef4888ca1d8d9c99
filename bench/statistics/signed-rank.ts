import { normalCdf } from "./normal.ts";
import { ascending, walshAtOrBelow, walshCount } from "./walsh-averages.ts";

/** Up to this many pairs the null distribution is exact; above, normal with continuity correction. */
export const EXACT_UP_TO = 200;

export type SignedRankMethod = "exact" | "normal";

export interface SignedRankResult {
	/** Two-sided. */
	readonly p: number;
	/** The smaller of the two rank sums. */
	readonly statistic: number;
	readonly method: SignedRankMethod;
}

const cumulative = new Map<number, Float64Array>();

/**
 * P(T <= t) for t = 0 .. n(n+1)/2 under the null hypothesis, exactly: each rank joins T with probability 1/2, so the
 * distribution of n ranks is that of n - 1 averaged with itself shifted by n (Wilcoxon 1945; Hollander & Wolfe 3.1).
 */
function exactCumulative(n: number): Float64Array {
	const known = cumulative.get(n);
	if (known) return known;
	const chance = new Float64Array(walshCount(n) + 1);
	chance[0] = 1;
	for (let rank = 1; rank <= n; rank++)
		for (let t = walshCount(rank); t >= 0; t--)
			chance[t] = ((chance[t] ?? 0) + (t >= rank ? (chance[t - rank] ?? 0) : 0)) / 2;
	let sum = 0;
	const sums = chance.map((probability) => {
		sum += probability;
		return sum;
	});
	cumulative.set(n, sums);
	return sums;
}

/** How P(T <= t) is had for n pairs. */
export function signedRankMethod(n: number): SignedRankMethod {
	return n <= EXACT_UP_TO ? "exact" : "normal";
}

/** P(T <= t) of the signed-rank statistic of n pairs under the null hypothesis. */
export function signedRankCdf(t: number, n: number): number {
	if (t < 0) return 0;
	if (t >= walshCount(n)) return 1;
	if (signedRankMethod(n) === "exact") return exactCumulative(n)[Math.floor(t)] ?? 1;
	const mean = walshCount(n) / 2;
	const deviation = Math.sqrt((walshCount(n) * (2 * n + 1)) / 12);
	return normalCdf((Math.floor(t) + 0.5 - mean) / deviation);
}

/**
 * The critical value of published tables: the largest t with 2 P(T <= t) <= 1 - level, or -1 if even t = 0 is too
 * likely, which means that n pairs cannot reach that level.
 */
export function signedRankQuantile(n: number, level: number): number {
	let below = -1;
	let above = walshCount(n);
	while (above - below > 1) {
		const t = Math.floor((below + above) / 2);
		if (2 * signedRankCdf(t, n) <= 1 - level) below = t;
		else above = t;
	}
	return below;
}

/**
 * Wilcoxon's signed-rank test of "no change", two-sided.
 * The rank sums are counted as Walsh averages on either side of zero (Tukey 1949), which without ties or zeros is the
 * usual statistic. Walsh averages that are exactly zero (zero differences, and ties of opposite sign) count on both
 * sides: that is conservative, needs no case of its own, and makes the test agree with the interval always:
 * p <= 1 - level exactly when the Hodges-Lehmann interval at that level excludes zero.
 */
export function signedRankTest(d: readonly number[]): SignedRankResult {
	const sorted = ascending(d);
	const notPositive = walshAtOrBelow(sorted, 0);
	const negative = walshAtOrBelow(sorted, -Number.MIN_VALUE);
	const statistic = Math.min(notPositive, walshCount(d.length) - negative);
	return {
		p: d.length === 0 ? 1 : Math.min(1, 2 * signedRankCdf(statistic, d.length)),
		statistic,
		method: signedRankMethod(d.length),
	};
}
