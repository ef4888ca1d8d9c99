import type { Claim } from "../../scenarios/suite.ts";
import type { RunRecord, StratumRecord } from "../record/schema.ts";
import { logRatioOfReduction, logRatios } from "../statistics/log-ratio.ts";
import { mixSpread } from "../statistics/mixture.ts";
import { pairsNeeded } from "../statistics/precision.ts";
import { precisionGoal } from "../statistics/stop-rule.ts";
import { trialMs } from "../trial-time.ts";
import { claimMix } from "../verdict/judge-claims.ts";
import { MOST_PAIRS } from "./trial.ts";

/** More pairs of one stratum, and what they are expected to cost. */
export interface Need {
	readonly scenario: string;
	readonly stratum: string;
	readonly pairs: number;
	readonly ms: number;
}

/** Fewer more pairs than this are not worth coming back for. */
const LEAST_MORE = 4;
/** A claim is looked at again after so many more pairs of the stratum that blurs it most, as a part of those it has. */
const GROWTH = 0.5;
const LEAST_GROWTH = 8;

/**
 * Which stratum to come back to with the time that is left: first the cheapest of those that are unresolved because
 * their interval is too wide, then the one that blurs an open claim most. An interval that has answered its question is left
 * alone, so where it lies counts too; null runs go through the same code and show what that does to false alarms.
 * @param spent strata that another visit has not made any better, as `scenario/stratum`.
 * @returns undefined when nothing is open or nothing fits.
 */
export function nextNeed(
	record: RunRecord,
	claims: readonly Claim[],
	remainingMs: number,
	spent: ReadonlySet<string>,
): Need | undefined {
	const strata = record.scenarios.flatMap(({ id, strata: own }) =>
		own.filter((stratum) => canGrow(stratum) && !spent.has(`${id}/${stratum.id}`)).map((stratum) => ({ id, stratum })),
	);
	const needs = strata
		.map(({ id, stratum }) => needOf(id, stratum, morePairs(stratum, record.threshold.pct)))
		.filter((need) => need.pairs >= LEAST_MORE && need.ms <= remainingMs)
		.sort((a, b) => a.ms - b.ms);
	return needs[0] ?? claimNeed(record, claims, strata, remainingMs);
}

/** "before" of a stratum without a faithful baseline was measured in a stretch of its own, which is over. */
function canGrow({ verdict, hidden, pairs }: StratumRecord): boolean {
	return verdict !== "invalid" && hidden === undefined && pairs.length >= 2 && pairs.length < MOST_PAIRS;
}

function morePairs(stratum: StratumRecord, thresholdPct: number): number {
	if (stratum.verdict !== "unresolved" || stratum.change === undefined) return 0;
	// What disturbed a trial does not leave its pairs: it is made again.
	if (stratum.disturbances !== undefined) return stratum.pairs.length;
	const d = logRatios(stratum.pairs);
	const threshold = -logRatioOfReduction(thresholdPct);
	const estimate = Math.log(stratum.change.factor);
	return pairsNeeded(
		d,
		stratum.change.wantedLevel ?? stratum.change.level,
		precisionGoal(estimate, threshold, Number.POSITIVE_INFINITY),
	);
}

function needOf(scenario: string, stratum: StratumRecord, pairs: number): Need {
	const allowed = Math.min(pairs, MOST_PAIRS - stratum.pairs.length);
	return { scenario, stratum: stratum.id, pairs: allowed, ms: (allowed * trialMs(stratum)) / stratum.pairs.length };
}

function claimNeed(
	record: RunRecord,
	claims: readonly Claim[],
	strata: readonly { readonly id: string; readonly stratum: StratumRecord }[],
	remainingMs: number,
): Need | undefined {
	for (const claim of claims) {
		if (record.claims.find(({ id }) => id === claim.id)?.verdict !== "unresolved") continue;
		const mix = claimMix(claim, record.scenarios);
		const spread = mixSpread(mix);
		const [worst] = mix.map((part, i) => ({ ...part, spread: spread[i] ?? 0 })).sort((a, b) => b.spread - a.spread);
		const found = strata.find(({ stratum }) => stratum === worst?.stratum);
		if (found === undefined) continue;
		const growth = Math.max(LEAST_GROWTH, Math.ceil(GROWTH * found.stratum.pairs.length));
		const need = needOf(found.id, found.stratum, growth);
		if (need.ms <= remainingMs) return need;
	}
	return undefined;
}
