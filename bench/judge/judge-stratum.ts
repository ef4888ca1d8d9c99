import type { MeasuredStratum } from "../record/measured.ts";
import type { StratumReason } from "../record/reasons/stratum-reason.ts";
import type { Change, RunMode } from "../record/schema.ts";
import { logRatios, reductionPct } from "../statistics/log-ratio.ts";
import { pairsNeeded } from "../statistics/precision.ts";
import { MOST_PAIRS } from "../statistics/stop-rule.ts";
import { distanceToThreshold, LEAST_THRESHOLD_PCT, logThreshold, type Side, sideOf } from "../statistics/threshold.ts";
import { driftBetweenHalves } from "../statistics/trend.ts";
import { footingOf } from "./compare.ts";
import { planReason, unknownReason, workReasons } from "./describe-work.ts";
import { judgeTimeout } from "./judge-timeout.ts";
import type { Judgement } from "./judgement.ts";
import { trialMs } from "./trial-time.ts";
import { compareWork, isEvenWork } from "./work-change.ts";

/** The facts that a verdict is made of. */
export type Comparable = Pick<
	MeasuredStratum,
	"pairs" | "batch" | "before" | "after" | "disturbances" | "planFlip" | "failure" | "mismatch"
>;

/** What the verdicts of one run have in common. */
export interface Judging {
	/** Practical threshold in percent of reduction. */
	readonly thresholdPct: number;
	readonly mode: RunMode;
}

/**
 * The verdict of one stratum.
 * `faster` and `slower` need the whole adjusted interval beyond the threshold, `no-change` needs it within the least
 * threshold, or equal work in both arms. Everything else is `unresolved`: the interval does not answer the question.
 */
export function judgeStratum(stratum: Comparable, change: Change | undefined, judging: Judging): Judgement {
	const judged = judgeAlone(stratum, change, judging);
	const unusable = (stratum.after.planWarnings ?? []).map(
		({ text }): StratumReason => ({ kind: "index-unusable", message: text }),
	);
	return unusable.length === 0 ? judged : { ...judged, reasons: [...judged.reasons, ...unusable] };
}

function judgeAlone(stratum: Comparable, change: Change | undefined, judging: Judging): Judgement {
	const { failure, mismatch } = stratum;
	if (failure !== undefined) {
		return { verdict: "invalid", decidedBy: "none", reasons: [{ kind: "query-failed", message: failure }] };
	}
	if (mismatch !== undefined) {
		return { verdict: "invalid", decidedBy: "evidence", reasons: [{ kind: "results-differ", parameters: mismatch }] };
	}
	const timeout = judgeTimeout(stratum, judging.mode);
	if (timeout !== undefined) return timeout;
	if (stratum.before.digest !== stratum.after.digest && stratum.after.accepted === undefined) {
		const { difference } = stratum.after;
		const reason = { kind: "results-differ" as const, ...(difference === undefined ? {} : { difference }) };
		return { verdict: "invalid", decidedBy: "evidence", reasons: [reason] };
	}
	if (judging.mode === "counters") {
		const byEvidence = judgeByCounters(stratum);
		if (byEvidence.verdict !== "unresolved" || change === undefined) return byEvidence;
		return judgeByTiming(stratum, change, Math.max(LEAST_THRESHOLD_PCT, judging.thresholdPct));
	}
	if (change === undefined) {
		const because = stratum.disturbances?.[0];
		const reason: StratumReason = { kind: "no-pairs", ...(because === undefined ? {} : { because }) };
		return { verdict: "unresolved", decidedBy: "none", reasons: [reason] };
	}
	if (footingOf(stratum, judging.mode) === "settled") return judgeEqualWork(change, judging.thresholdPct);
	return judgeByTiming(stratum, change, judging.thresholdPct);
}

function judgeByCounters(stratum: Comparable): Judgement {
	const told = [planReason(stratum), ...workReasons(stratum)];
	switch (compareWork(stratum.before, stratum.after)) {
		case "same":
			return { verdict: "no-change", decidedBy: "evidence", reasons: [{ kind: "same-work" }] };
		case "less":
			return { verdict: "faster", decidedBy: "evidence", reasons: told };
		case "more":
			return { verdict: "slower", decidedBy: "evidence", reasons: told };
		case "alike":
			if (isEvenWork(stratum)) {
				const even = { kind: "within-threshold" as const, pct: LEAST_THRESHOLD_PCT };
				return { verdict: "no-change", decidedBy: "evidence", reasons: [...told, even] };
			}
			return { verdict: "unresolved", decidedBy: "none", reasons: [...told, { kind: "too-alike" }] };
		case "unknown":
			return { verdict: "unresolved", decidedBy: "none", reasons: [...told, unknownReason(stratum)] };
	}
}

function judgeEqualWork({ ci: [low, high] }: Change, thresholdPct: number): Judgement {
	const odd = low > thresholdPct || high < -thresholdPct;
	return {
		verdict: "no-change",
		decidedBy: "evidence",
		reasons: [{ kind: "same-work" }, ...(odd ? [{ kind: "machine-noise" as const }] : [])],
	};
}

function judgeByTiming(stratum: Comparable, change: Change, thresholdPct: number): Judgement {
	const open = (why: StratumReason) => unresolved(stratum, change, thresholdPct, why);
	if (change.wantedLevel !== undefined) {
		return open({ kind: "too-few-pairs", pairs: change.pairs, levelPct: 100 * change.wantedLevel });
	}
	const [low, high] = change.ci;
	const side = sideOf([low, high], thresholdPct);
	if (side === undefined) {
		if (low > 0) return open({ kind: "beyond-threshold-open", side: "faster" });
		if (high < 0) return open({ kind: "beyond-threshold-open", side: "slower" });
		return open({ kind: "across-threshold" });
	}
	const halves = halvesOf(stratum);
	if (halves?.some((estimate) => sideOf([estimate, estimate], thresholdPct) !== side)) {
		const [first = 0, second = 0] = halves;
		return open({ kind: "halves-disagree", first, second });
	}
	if (stratum.planFlip !== undefined) return open({ kind: "plan-flipped", flip: stratum.planFlip });
	const [disturbance] = stratum.disturbances ?? [];
	if (disturbance !== undefined && !isPlain(side, stratum, change)) return open({ kind: "disturbed", by: disturbance });
	const plan = planReason(stratum);
	const more: readonly StratumReason[] = {
		faster: [],
		slower: workReasons(stratum),
		"no-change": [{ kind: "within-threshold" as const, pct: thresholdPct }],
	}[side];
	return { verdict: side, decidedBy: "timing", reasons: [plan, ...more] };
}

/**
 * What a disturbed trial still shows: an effect that is beyond a factor of two even at the nearer end of its interval, or
 * one in the direction in which the work itself changed decisively, which no disturbance can have done.
 */
function isPlain(side: Side, stratum: Comparable, { ci: [low, high] }: Change): boolean {
	const work = compareWork(stratum.before, stratum.after);
	if (side === "faster") return work === "less" || low > reductionPct(-PLAIN_EFFECT);
	return side === "slower" && (work === "more" || high < reductionPct(PLAIN_EFFECT));
}

const PLAIN_EFFECT = Math.log(2);

/** Reductions of both halves where the trial drifted, so that one figure does not describe it. */
function halvesOf({ pairs }: Comparable): readonly [number, number] | undefined {
	const d = logRatios(pairs);
	const { drifts, first, second } = driftBetweenHalves(d);
	return drifts ? [reductionPct(first), reductionPct(second)] : undefined;
}

/** Nearer to the threshold than this, in log units, nothing would be gained by knowing the side. */
const SMALLEST_GOAL = 1e-4;

function unresolved(stratum: Comparable, change: Change, thresholdPct: number, why: StratumReason): Judgement {
	const goal = Math.min(
		logThreshold(LEAST_THRESHOLD_PCT) / 2,
		Math.max(distanceToThreshold(Math.log(change.factor), thresholdPct), SMALLEST_GOAL),
	);
	const morePairs = pairsNeeded(logRatios(stratum.pairs), change.wantedLevel ?? change.level, goal);
	const seconds = (morePairs * trialMs(stratum)) / stratum.pairs.length / 1000;
	const effort: readonly StratumReason[] =
		morePairs === 0
			? []
			: morePairs > MOST_PAIRS
				? [{ kind: "at-threshold" }]
				: [{ kind: "more-pairs", pairs: morePairs, seconds }];
	return { verdict: "unresolved", decidedBy: "timing", reasons: [why, ...effort], morePairs };
}
