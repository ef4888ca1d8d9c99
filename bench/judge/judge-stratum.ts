import type { Change, RunMode, StratumRecord } from "../record/schema.ts";
import { logRatios, reductionPct } from "../statistics/log-ratio.ts";
import { pairsNeeded } from "../statistics/precision.ts";
import { MOST_PAIRS } from "../statistics/stop-rule.ts";
import { distanceToThreshold, LEAST_THRESHOLD_PCT, logThreshold, type Side, sideOf } from "../statistics/threshold.ts";
import { driftBetweenHalves } from "../statistics/trend.ts";
import { footingOf } from "./compare.ts";
import { describePlanChange, describeUnknownWork, describeWorkChange } from "./describe-work.ts";
import { judgeTimeout } from "./judge-timeout.ts";
import { trialMs } from "./trial-time.ts";
import { compareWork } from "./work-change.ts";

type Judgement = Pick<StratumRecord, "verdict" | "decidedBy" | "reason" | "morePairs">;

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
export function judgeStratum(stratum: StratumRecord, change: Change | undefined, judging: Judging): Judgement {
	if (stratum.verdict === "invalid") {
		return { verdict: "invalid", decidedBy: stratum.decidedBy, reason: stratum.reason };
	}
	const timeout = judgeTimeout(stratum, judging.mode);
	if (timeout !== undefined) return timeout;
	if (stratum.before.digest !== stratum.after.digest) {
		return { verdict: "invalid", decidedBy: "evidence", reason: "The two arms return different results." };
	}
	if (judging.mode === "counters") return judgeByCounters(stratum);
	if (change === undefined) {
		const why = stratum.disturbances?.[0];
		const reason = why === undefined ? "No pairs were measured." : `No pairs were measured: ${why}.`;
		return { verdict: "unresolved", decidedBy: "none", reason };
	}
	if (footingOf(stratum, judging.mode) === "settled") return judgeEqualWork(change, judging.thresholdPct);
	return judgeByTiming(stratum, change, judging.thresholdPct);
}

function judgeByCounters(stratum: StratumRecord): Judgement {
	const told = `${describePlanChange(stratum)} ${describeWorkChange(stratum)}`.trim();
	switch (compareWork(stratum.before, stratum.after)) {
		case "same":
			return { verdict: "no-change", decidedBy: "evidence", reason: "Same plan, counters and page reads." };
		case "less":
			return { verdict: "faster", decidedBy: "evidence", reason: told };
		case "more":
			return { verdict: "slower", decidedBy: "evidence", reason: told };
		case "alike":
			return { verdict: "unresolved", decidedBy: "none", reason: `${told} Too alike to tell without timing.` };
		case "unknown":
			return { verdict: "unresolved", decidedBy: "none", reason: `${told} ${describeUnknownWork(stratum)}` };
	}
}

function judgeEqualWork({ ci: [low, high] }: Change, thresholdPct: number): Judgement {
	const odd = low > thresholdPct || high < -thresholdPct;
	const timing = odd ? " The times differ all the same: that is the machine, not the index." : "";
	return {
		verdict: "no-change",
		decidedBy: "evidence",
		reason: `Same plan, counters and page reads with and without the index.${timing}`,
	};
}

function judgeByTiming(stratum: StratumRecord, change: Change, thresholdPct: number): Judgement {
	const open = (why: string) => unresolved(stratum, change, thresholdPct, why);
	if (change.wantedLevel !== undefined) {
		return open(`${change.pairs} pairs are too few for an interval at ${percent(100 * change.wantedLevel)}`);
	}
	const [low, high] = change.ci;
	const side = sideOf([low, high], thresholdPct);
	if (side === undefined) {
		if (low > 0) return open("faster, but it is open whether by more than the threshold");
		if (high < 0) return open("slower, but it is open whether by more than the threshold");
		return open("the interval reaches across the threshold");
	}
	const halves = halvesOf(stratum);
	if (halves?.some((estimate) => sideOf([estimate, estimate], thresholdPct) !== side)) {
		const [first = 0, second = 0] = halves;
		return open(`the first half of the trial says ${percent(first)}, the second ${percent(second)}`);
	}
	if (stratum.planFlip !== undefined) return open(stratum.planFlip);
	const [disturbance] = stratum.disturbances ?? [];
	if (disturbance !== undefined && !isPlain(side, stratum, change)) return open(disturbance);
	const plan = describePlanChange(stratum);
	if (side === "faster") return { verdict: side, decidedBy: "timing", reason: plan };
	if (side === "slower")
		return { verdict: side, decidedBy: "timing", reason: `${plan} ${describeWorkChange(stratum)}`.trim() };
	const reason = `${plan} The change is within ${percent(thresholdPct)} either way.`;
	return { verdict: side, decidedBy: "timing", reason };
}

/**
 * What a disturbed trial still shows: an effect that is beyond a factor of two even at the nearer end of its interval, or
 * one in the direction in which the work itself changed decisively, which no disturbance can have done.
 */
function isPlain(side: Side, stratum: StratumRecord, { ci: [low, high] }: Change): boolean {
	const work = compareWork(stratum.before, stratum.after);
	if (side === "faster") return work === "less" || low > reductionPct(-PLAIN_EFFECT);
	return side === "slower" && (work === "more" || high < reductionPct(PLAIN_EFFECT));
}

const PLAIN_EFFECT = Math.log(2);

/** Reductions of both halves where the trial drifted, so that one figure does not describe it. */
function halvesOf({ pairs }: StratumRecord): readonly [number, number] | undefined {
	const d = logRatios(pairs);
	const { drifts, first, second } = driftBetweenHalves(d);
	return drifts ? [reductionPct(first), reductionPct(second)] : undefined;
}

/** Nearer to the threshold than this, in log units, nothing would be gained by knowing the side. */
const SMALLEST_GOAL = 1e-4;

function unresolved(stratum: StratumRecord, change: Change, thresholdPct: number, why: string): Judgement {
	const goal = Math.min(
		logThreshold(LEAST_THRESHOLD_PCT) / 2,
		Math.max(distanceToThreshold(Math.log(change.factor), thresholdPct), SMALLEST_GOAL),
	);
	const morePairs = pairsNeeded(logRatios(stratum.pairs), change.wantedLevel ?? change.level, goal);
	const pairMs = trialMs(stratum) / stratum.pairs.length;
	const seconds = (morePairs * pairMs) / 1000;
	const effort =
		morePairs === 0
			? ""
			: morePairs > MOST_PAIRS
				? " It lies too near the threshold for any number of pairs to tell."
				: ` About ${morePairs} more pairs (${seconds.toFixed(seconds < 10 ? 1 : 0)} s) would tell.`;
	return { verdict: "unresolved", decidedBy: "timing", reason: `Unresolved: ${why}.${effort}`, morePairs };
}

function percent(value: number): string {
	return `${value.toFixed(Math.abs(value) < 10 || value > 99 ? 1 : 0)} %`;
}
