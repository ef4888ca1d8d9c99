import { planSignature } from "../plan-signature.ts";
import type { Change, StratumRecord } from "../record/schema.ts";
import { logRatioOfReduction, logRatios } from "../statistics/log-ratio.ts";
import { pairsNeeded } from "../statistics/precision.ts";
import { ALPHA, decidedByEvidence } from "./compare.ts";

type Judgement = Pick<StratumRecord, "verdict" | "decidedBy" | "reason" | "morePairs">;

/**
 * The verdict of one stratum.
 * `faster` and `slower` need the whole adjusted interval beyond the threshold, `no-change` needs it within, or equal
 * work in both arms. Everything else is `unresolved`: the interval does not answer the question.
 * @param thresholdPct practical threshold in percent of reduction.
 */
export function judgeStratum(stratum: StratumRecord, change: Change | undefined, thresholdPct: number): Judgement {
	if (stratum.verdict === "invalid")
		return { verdict: "invalid", decidedBy: stratum.decidedBy, reason: stratum.reason };
	if (stratum.before.digest !== stratum.after.digest) {
		return { verdict: "invalid", decidedBy: "evidence", reason: "The two arms return different results." };
	}
	if (change === undefined) return { verdict: "unresolved", decidedBy: "none", reason: "No pairs were measured." };
	const [low, high] = change.ci;
	if (decidedByEvidence(stratum)) {
		const odd = low > thresholdPct || high < -thresholdPct;
		const timing = odd ? " The times differ all the same: that is the machine, not the index." : "";
		return {
			verdict: "no-change",
			decidedBy: "evidence",
			reason: `Same plan, counters and page reads with and without the index.${timing}`,
		};
	}
	const timing = { decidedBy: "timing" } as const;
	if (change.level < 1 - ALPHA) {
		return unresolved(stratum, change, thresholdPct, `${change.pairs} pairs are too few for an interval`);
	}
	if (low > thresholdPct) return { verdict: "faster", ...timing, reason: planChange(stratum) };
	if (high < -thresholdPct)
		return { verdict: "slower", ...timing, reason: `${planChange(stratum)}${workChange(stratum)}` };
	if (low > -thresholdPct && high < thresholdPct) {
		return {
			verdict: "no-change",
			...timing,
			reason: `${planChange(stratum)} The change is within ${format(thresholdPct)} either way.`,
		};
	}
	const open =
		low > 0
			? "faster, but it is open whether by more than the threshold"
			: high < 0
				? "slower, but it is open whether by more than the threshold"
				: "the interval reaches across the threshold";
	return unresolved(stratum, change, thresholdPct, open);
}

function unresolved(stratum: StratumRecord, change: Change, thresholdPct: number, why: string): Judgement {
	const goal = -logRatioOfReduction(thresholdPct) / 2;
	const morePairs = pairsNeeded(logRatios(stratum.pairs), Math.max(change.level, 1 - ALPHA), goal);
	const seconds =
		(morePairs * stratum.pairs.reduce((sum, [b, a]) => sum + b + a, 0)) / Math.max(1, stratum.pairs.length) / 1000;
	return {
		verdict: "unresolved",
		decidedBy: "timing",
		reason: `Unresolved: ${why}. About ${morePairs} more pairs (${format(seconds, "s")}) would tell.`,
		morePairs,
	};
}

function format(value: number, unit = "%"): string {
	return `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ${unit}`;
}

function planChange({ before, after }: StratumRecord): string {
	if (planSignature(before.plan) === planSignature(after.plan)) return "Same plan, other counters.";
	return `Plan changes from ${planSignature(before.plan)} to ${planSignature(after.plan)}.`;
}

/** Why a plan that reads fewer rows can still be slower: it pays by the page, not by the row. */
function workChange({ before, after }: StratumRecord): string {
	const parts: string[] = [];
	if (before.rowsExamined !== null && after.rowsExamined !== null) {
		parts.push(`rows examined ${group(before.rowsExamined)} to ${group(after.rowsExamined)}`);
	}
	if (before.pageReads !== null && after.pageReads !== null) {
		parts.push(`page reads ${group(before.pageReads)} to ${group(after.pageReads)}`);
	}
	return parts.length === 0 ? "" : ` ${parts.join(", ")}.`.replace(/^ ./, (start) => start.toUpperCase());
}

function group(value: number): string {
	return value.toLocaleString("en-US");
}
