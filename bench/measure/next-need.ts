import { footingOf } from "../judge/compare.ts";
import { isGivenUp } from "../judge/given-up.ts";
import { claimMix, machineSpreadOf } from "../judge/judge-claims.ts";
import { trialMs } from "../judge/trial-time.ts";
import type { ClaimRecord, JudgedRun, StratumRecord } from "../record/schema.ts";
import { logRatios } from "../statistics/log-ratio.ts";
import { mixSpread, ownPartOfVariance } from "../statistics/mixture.ts";
import { halfWidthOf } from "../statistics/precision.ts";
import { MOST_PAIRS } from "../statistics/stop-rule.ts";
import { LEAST_THRESHOLD_PCT, logThreshold } from "../statistics/threshold.ts";
import { pairsForVisit, VISIT_GOALS } from "../statistics/visits.ts";

/** More pairs of one stratum, and what they are expected to cost. */
export interface Need {
	readonly scenario: string;
	readonly stratum: string;
	readonly pairs: number;
	readonly ms: number;
}

interface Growable {
	readonly id: string;
	readonly stratum: StratumRecord;
}

/** Further pairs for the stratum that widens a claim's interval most, as a part of the pairs that it has. */
const GROWTH = 0.5;
const LEAST_GROWTH = 8;
/** Half-width of a claim's interval that is narrow enough, as a part of the claimed range. */
const PART_OF_RANGE = 1 / 4;
/** The pairs must make up this part of a claim's variance; below it, more pairs narrow the interval by a fifth at most. */
const LEAST_OWN_PART = 1 / 3;
/** Of the pairs that a stratum lacks, fewer than this part are not worth a visit. */
const LEAST_PART = 1 / 2;

/**
 * Which stratum to come back to with the time that is left. In this order: trials that were disturbed; strata whose
 * interval is wider than it should be, at last one that there is not quite enough time for; the stratum that widens a
 * claim's interval most; strata whose interval could be narrower still, so that two runs agree on more verdicts near the
 * threshold. Each time the cheapest comes first.
 *
 * How wide an interval is decides, and what the machine did, never on which side of anything it lies: visiting until
 * an answer comes would find one more often than the level allows.
 * @param spent strata that another visit has not made any better, as `scenario/stratum`.
 * @returns undefined when nothing fits, or nothing is gained.
 */
export function nextNeed(record: JudgedRun, remainingMs: number, spent: ReadonlySet<string>): Need | undefined {
	const mode = record.mode ?? "timed";
	const strata = record.scenarios.flatMap(({ id, strata: own }) =>
		own
			.filter(
				(stratum) => canGrow(stratum) && footingOf(stratum, mode) !== "settled" && !spent.has(`${id}/${stratum.id}`),
			)
			.map((stratum) => ({ id, stratum })),
	);
	const disturbed = strata.filter(({ stratum }) => isDisturbed(stratum));
	const sound = strata.filter(({ stratum }) => !isDisturbed(stratum));
	// What disturbed a trial does not leave its pairs: it is made again.
	const again = disturbed.map(({ id, stratum }) => needOf(id, stratum, stratum.pairs.length));
	const narrower = (part: number) =>
		sound.map(({ id, stratum }) => needOf(id, stratum, pairsFor(stratum, part))).filter(({ pairs }) => pairs > 0);
	const [first = 1, ...further] = VISIT_GOALS;
	const wide = narrower(first);
	return (
		cheapest(again, remainingMs) ??
		cheapest(wide, remainingMs) ??
		partOfCheapest(wide, remainingMs) ??
		claimNeed(record, sound, remainingMs) ??
		further.map((part) => cheapest(narrower(part), remainingMs)).find((need) => need !== undefined)
	);
}

/** "before" of a stratum without a faithful baseline was measured in a stretch of its own, which is over. */
function canGrow(stratum: StratumRecord): boolean {
	const { verdict, hidden, pairs } = stratum;
	if (verdict === "invalid" || hidden !== undefined || isGivenUp(stratum)) return false;
	return pairs.length >= 2 && pairs.length < MOST_PAIRS;
}

/** Whether what was seen of the machine or the plans speaks against the pairs of a trial. */
export function isDisturbed({ disturbances, planFlip }: Pick<StratumRecord, "disturbances" | "planFlip">): boolean {
	return disturbances !== undefined || planFlip !== undefined;
}

function cheapest(needs: readonly Need[], remainingMs: number): Need | undefined {
	return needs.filter(({ ms }) => ms <= remainingMs).sort((a, b) => a.ms - b.ms)[0];
}

/** Of a need that does not fit, as many pairs as do. */
function partOfCheapest(needs: readonly Need[], remainingMs: number): Need | undefined {
	const need = cheapest(needs, remainingMs / LEAST_PART);
	if (need === undefined) return undefined;
	const pairs = Math.floor((need.pairs * remainingMs) / need.ms);
	return pairs < 1 ? undefined : { ...need, pairs, ms: (pairs * need.ms) / need.pairs };
}

function pairsFor({ pairs, change }: StratumRecord, part: number): number {
	if (change === undefined) return 0;
	const level = change.wantedLevel ?? change.level;
	return pairsForVisit(logRatios(pairs), level, logThreshold(LEAST_THRESHOLD_PCT), part);
}

function needOf(scenario: string, stratum: StratumRecord, pairs: number): Need {
	const allowed = Math.min(pairs, MOST_PAIRS - stratum.pairs.length);
	return { scenario, stratum: stratum.id, pairs: allowed, ms: (allowed * trialMs(stratum)) / stratum.pairs.length };
}

/** The stratum that widens the widest of the claims most, among those that can grow and fit. */
function claimNeed(record: JudgedRun, strata: readonly Growable[], remainingMs: number): Need | undefined {
	const machine = machineSpreadOf(record.scenarios);
	const wide = record.published.claims
		.map((claim) => ({ claim, width: relativeWidth(record.claims.find(({ id }) => id === claim.id)) }))
		.filter(({ width }) => width > PART_OF_RANGE)
		.sort((a, b) => b.width - a.width);
	for (const { claim } of wide) {
		const mix = claimMix(claim, record.scenarios);
		if (machine !== undefined && ownPartOfVariance(mix, machine) < LEAST_OWN_PART) continue;
		const spread = mixSpread(mix);
		const worst = mix.map((part, i) => ({ ...part, spread: spread[i] ?? 0 })).sort((a, b) => b.spread - a.spread);
		for (const part of worst.filter(({ spread: own }) => own >= NOTABLE * (worst[0]?.spread ?? 0))) {
			const found = strata.find(({ stratum }) => stratum === part.stratum);
			if (found === undefined) continue;
			const growth = Math.max(LEAST_GROWTH, Math.ceil(GROWTH * found.stratum.pairs.length));
			const need = needOf(found.id, found.stratum, growth);
			if (need.ms <= remainingMs) return need;
		}
	}
	return undefined;
}

/** Strata that widen a claim less than this part of what the worst does are not worth a visit for it. */
const NOTABLE = 0.2;

/** Half-width of a claim's interval as a part of the claimed range; 0 where nothing was measured. */
function relativeWidth(claim: ClaimRecord | undefined): number {
	if (claim?.observed == null) return 0;
	const range = claim.range[1] - claim.range[0];
	return halfWidthOf(claim.observed.ci) / Math.max(range, 1);
}
