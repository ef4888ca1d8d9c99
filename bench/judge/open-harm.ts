import { LEAST_THRESHOLD_PCT, logThreshold } from "../statistics/threshold.ts";
import type { Arms } from "./given-up.ts";
import { compareWork, workFactorBounds } from "./work-change.ts";

/**
 * How many times worse a stratum may be as far as evidence can tell; infinite where its work is unknown.
 * @returns undefined where evidence decides, or no plausible price makes it worse by more than the threshold.
 */
export function openHarmOf(arms: Arms): number | undefined {
	const verdict = compareWork(arms.before, arms.after);
	if (verdict === "unknown") return Number.POSITIVE_INFINITY;
	if (verdict !== "alike") return undefined;
	const [least] = workFactorBounds(arms);
	const worst = 1 / least;
	return Math.log(worst) > logThreshold(LEAST_THRESHOLD_PCT) ? worst : undefined;
}
