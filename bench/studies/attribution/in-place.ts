import { sameWork } from "../../judge/evidence-match.ts";
import { compareWork } from "../../judge/work-change.ts";
import { withoutIndexes } from "../../record/plan-signature.ts";
import type { Evidence } from "../../record/schema.ts";
import type { AttributionTimed } from "../../record/studies/attribution.ts";

/** How a stratum is worse with a candidate in the place of others: by evidence, at the query timeout, or by the clock. */
export type WorseInPlace = "more-work" | "given-up" | "slower";

/**
 * What becomes of a stratum when a candidate takes the place of indexes under test.
 * @param now evidence with all under test.
 * @param inPlace evidence with the candidate in the place of those that it covers.
 * @param timed the second against the first by the clock; undefined where they were not timed against each other.
 * @returns how it is worse; "open" where neither evidence nor clock tells; "fine" where it is known to be no worse.
 */
export function judgeInPlace(
	now: Evidence,
	inPlace: Evidence,
	timed: AttributionTimed | undefined,
	thresholdPct: number,
): WorseInPlace | "open" | "fine" {
	const work = compareWork(now, inPlace);
	if (work === "same") return "fine";
	if (inPlace.timedOutSeconds !== undefined) {
		// Of two that are both near the timeout, which one it ends is chance.
		return now.timedOutSeconds === undefined && now.secondsTaken === undefined ? "given-up" : "open";
	}
	if (now.timedOutSeconds !== undefined) return inPlace.secondsTaken === undefined ? "fine" : "open";
	return work === "more" ? "more-work" : (byClock(timed, thresholdPct) ?? byWork(work, now, inPlace));
}

/** What the clock tells; undefined where it leaves the question open both ways. */
function byClock(timed: AttributionTimed | undefined, thresholdPct: number): "slower" | "open" | "fine" | undefined {
	if (timed === undefined) return undefined;
	const { verdict, change } = timed;
	if (verdict === "slower") return "slower";
	if (verdict === "invalid") return "open";
	const [low, high] = change.ci;
	const noSlower = change.wantedLevel === undefined && low > -thresholdPct;
	if (verdict !== "unresolved" || noSlower) return "fine";
	return high < 0 ? "open" : undefined;
}

/** What evidence tells then: half the work, or as many rows and pages by the same way through another key. */
function byWork(work: ReturnType<typeof compareWork>, now: Evidence, inPlace: Evidence): "open" | "fine" {
	const same = work === "alike" && sameWork(withoutKeys(now), withoutKeys(inPlace));
	return work === "less" || same ? "fine" : "open";
}

/** Evidence whose plans tell how tables are reached, and not through which key; steps name keys too. */
function withoutKeys({ steps: _, ...evidence }: Evidence): Evidence {
	const { plan, keyPlans = [] } = evidence;
	return {
		...evidence,
		plan: withoutIndexes(plan),
		keyPlans: keyPlans.map(withoutIndexes),
	};
}
