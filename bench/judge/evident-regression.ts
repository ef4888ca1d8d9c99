import { planSignature } from "../record/plan-signature.ts";
import type { RunMode, StratumRecord } from "../record/schema.ts";
import { compareWork } from "./work-change.ts";

/** How evidence shows that the indexes made a stratum worse. */
export type EvidentRegression = "given-up" | "more-work";

/**
 * What evidence shows where the clock left the question open: a noisy machine hides no regression. With the indexes
 * alone the query was given up, or the server does decisively more work, and nothing that was timed denies it.
 */
export function evidentRegression(stratum: StratumRecord, mode: RunMode = "timed"): EvidentRegression | undefined {
	// The arms of a null run are one and the same.
	if (stratum.verdict !== "unresolved" || mode === "null") return undefined;
	const { before, after } = stratum;
	const givenUp = after.timedOutSeconds !== undefined && before.timedOutSeconds === undefined;
	// With one and the same plan, a query that ran near the limit in both arms crossed it by chance.
	if (givenUp && planSignature(before.plan) !== planSignature(after.plan)) return "given-up";
	return compareWork(before, after) === "more" ? "more-work" : undefined;
}

/** Whether a stratum is worse with the indexes, by the clock or by what evidence shows where the clock left it open. */
export function gotWorse(stratum: StratumRecord, mode: RunMode = "timed"): boolean {
	return stratum.verdict === "slower" || evidentRegression(stratum, mode) !== undefined;
}
