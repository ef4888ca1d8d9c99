import { planSignature } from "../record/plan-signature.ts";
import { LEAST_THRESHOLD_PCT, logThreshold } from "../statistics/threshold.ts";
import type { Arms } from "./given-up.ts";
import { compareWork, workFactorBounds, workOf } from "./work-change.ts";

/**
 * Microseconds that planning may take more where the plan is another one: looking at one more index, and at its ranges, is
 * counted nowhere. Among random cases short ordered look-ups were up to 1.5 times slower for that alone.
 */
const PLANNING = 100;

/**
 * How many times worse a stratum may be as far as evidence can tell; infinite where its work is unknown.
 * @returns undefined where evidence decides, or no plausible price makes it worse by more than the threshold.
 */
export function openHarmOf(arms: Arms): number | undefined {
	const verdict = compareWork(arms.before, arms.after);
	if (verdict === "unknown") return Number.POSITIVE_INFINITY;
	if (verdict !== "alike") return undefined;
	const [least] = workFactorBounds(arms);
	const worst = 1 / least + planningOf(arms);
	return Math.log(worst) > logThreshold(LEAST_THRESHOLD_PCT) ? worst : undefined;
}

/** What planning may add, as a part of the work before. */
function planningOf({ before, after }: Arms): number {
	if (planSignature(before.plan) === planSignature(after.plan)) return 0;
	return PLANNING / Math.max(PLANNING, workOf(before) ?? Number.POSITIVE_INFINITY);
}
