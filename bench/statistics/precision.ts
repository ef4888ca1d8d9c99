import { type HodgesLehmann, hodgesLehmann } from "./hodges-lehmann.ts";
import { normalQuantile } from "./normal.ts";
import { signedRankQuantile } from "./signed-rank.ts";

/** Half the width of an interval, in its own unit. */
export function halfWidthOf([low, high]: readonly [number, number]): number {
	return (high - low) / 2;
}

/** Whether the interval attains its level and is no wider than asked, in log units. */
export function isPreciseEnough(found: HodgesLehmann, halfWidth: number): boolean {
	return found.reachable && halfWidthOf(found.interval) <= halfWidth;
}

/** The least number of pairs that can have an interval of this level: 2 P(T <= 0) = 2^(1-n) <= 1 - level. */
export function leastPairs(level: number): number {
	let n = 1;
	while (signedRankQuantile(n, level) < 0) n++;
	return n;
}

/**
 * How many more pairs it would take, as far as those seen can tell, until the interval at `level` is `halfWidth` wide
 * to either side (log units). Extrapolates the width by 1/sqrt(n), the rate of the signed-rank interval; where the pairs
 * seen cannot reach the level, their widest interval is scaled to it by the ratio of normal quantiles. 0: none.
 */
export function pairsNeeded(d: readonly number[], level: number, halfWidth: number): number {
	const found = hodgesLehmann(d, level);
	if (isPreciseEnough(found, halfWidth)) return 0;
	const scale = found.reachable ? 1 : normalQuantile((1 + level) / 2) / normalQuantile((1 + found.level) / 2);
	const ratio = (halfWidthOf(found.interval) * (Number.isFinite(scale) ? scale : 1)) / halfWidth;
	return Math.max(leastPairs(level) - d.length, Math.ceil(d.length * ratio ** 2) - d.length, 1);
}
