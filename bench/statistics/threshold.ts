import { logRatioOfReduction } from "./log-ratio.ts";

/** A change below this, in percent, matters to nobody, however quiet the machine is. */
export const LEAST_THRESHOLD_PCT = 5;

/**
 * A threshold as a log ratio: one arm takes `pct` percent less time than the other, whichever it is, so that swapping the
 * arms swaps the sides. Infinite from 100 on: then nothing can be told.
 */
export function logThreshold(pct: number): number {
	return pct >= 100 ? Number.POSITIVE_INFINITY : -logRatioOfReduction(pct);
}

export type Side = "faster" | "slower" | "no-change";

/**
 * The side of the threshold on which an interval lies as a whole; both in percent of reduction. Noise that widens the
 * threshold restrains `faster` and `slower` alone: that a machine cannot tell does not mean that nothing changed, so
 * `no-change` needs the interval within the least threshold.
 * @returns undefined where it reaches across a threshold.
 */
export function sideOf([low, high]: readonly [number, number], thresholdPct: number): Side | undefined {
	const [least, most] = [logRatioOfReduction(high), logRatioOfReduction(low)];
	const beyond = logThreshold(thresholdPct);
	if (most < -beyond) return "faster";
	if (least > beyond) return "slower";
	const within = logThreshold(Math.min(thresholdPct, LEAST_THRESHOLD_PCT));
	return least > -within && most < within ? "no-change" : undefined;
}

/** How far a log ratio is from the nearest edge of the threshold. */
export function distanceToThreshold(logRatio: number, thresholdPct: number): number {
	const edges = [logThreshold(thresholdPct), logThreshold(Math.min(thresholdPct, LEAST_THRESHOLD_PCT))];
	return Math.min(...edges.map((edge) => Math.abs(Math.abs(logRatio) - edge)));
}
