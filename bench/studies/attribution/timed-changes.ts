import { ALPHA, compareAll, FORETOLD_LEVEL, footingOf } from "../../judge/compare.ts";
import { type Comparable, judgeStratum } from "../../judge/judge-stratum.ts";
import type { Evidence } from "../../record/evidence.ts";
import type { AttributionTimed } from "../../record/studies/attribution.ts";
import { logRatios } from "../../statistics/log-ratio.ts";
import { median } from "../../statistics/percentile.ts";
import { leastPairs } from "../../statistics/precision.ts";
import { samplingDecision } from "../../statistics/stop-rule.ts";
import { logThreshold } from "../../statistics/threshold.ts";
import type { Sight } from "./sightings.ts";
import { DIFFERENT_RESULTS, type TimedStratum } from "./timed-rounds.ts";

/** One contender against another, for one stratum. */
interface Comparison {
	readonly stratum: TimedStratum;
	readonly reference: string;
	readonly contender: string;
}

/** Evidence of a stratum under a contender. */
export type EvidenceUnder = (sight: Sight, contender: string) => Evidence | undefined;

/** Pairs that two contenders are compared as: what a report will show. */
export type Wanted = readonly { readonly reference: string; readonly contender: string }[];

/** The comparisons of one stratum whose two sides have plans of their own, each once. */
function comparisonsOf(stratum: TimedStratum, wanted: Wanted): readonly Comparison[] {
	const found = new Map<string, Comparison>();
	for (const { reference, contender } of wanted) {
		const [a, b] = [stratum.standIn.get(reference), stratum.standIn.get(contender)];
		if (a === undefined || b === undefined || a === b) continue;
		found.set(JSON.stringify([a, b]), { stratum, reference: a, contender: b });
	}
	return [...found.values()];
}

/** Whether two of the wanted pair have plans of their own for a stratum, so that there is something to time. */
export function isConcerned(stratum: TimedStratum, wanted: Wanted): boolean {
	return comparisonsOf(stratum, wanted).length > 0;
}

/**
 * Whether a stratum has rounds enough: as in a trial, eight where evidence foretells the outcome, else as many as make
 * the interval narrow enough for its question.
 */
export function stopRule(strata: readonly TimedStratum[], wanted: Wanted, under: EvidenceUnder, thresholdPct: number) {
	const footing = (comparison: Comparison) => {
		const facts = factsOf(comparison, under);
		return facts === undefined ? "settled" : footingOf(facts, "timed");
	};
	const all = new Map(strata.map((stratum) => [stratum, comparisonsOf(stratum, wanted)]));
	const open = [...all.values()].flat().filter((comparison) => footing(comparison) === "open").length;
	const level = 1 - ALPHA / Math.max(1, open);
	return (stratum: TimedStratum): boolean =>
		(all.get(stratum) ?? []).every((comparison) => {
			const kind = footing(comparison);
			const d = logRatios(pairsOf(comparison));
			if (kind !== "open") return d.length >= leastPairs(FORETOLD_LEVEL);
			const threshold = logThreshold(thresholdPct);
			const state = { d, level, threshold, minPairs: leastPairs(level), maxPairs: Number.MAX_SAFE_INTEGER };
			return samplingDecision(state) !== "continue";
		});
}

/**
 * Every wanted comparison judged as the strata of a run are: Holm's correction runs over those of this study that no
 * evidence foretells.
 * @returns the change of a stratum from one contender to another; undefined where both have the same plan, or one takes no part.
 */
export function judgeRounds(
	strata: readonly TimedStratum[],
	wanted: Wanted,
	under: EvidenceUnder,
	thresholdPct: number,
) {
	const judged = new Map<string, Omit<AttributionTimed, "reference">>();
	const comparisons = strata.flatMap((stratum) => comparisonsOf(stratum, wanted));
	const known = comparisons.flatMap((comparison) => {
		const facts = factsOf(comparison, under);
		return facts === undefined ? [] : [{ comparison, facts }];
	});
	const changes = compareAll(
		known.map(({ facts }) => facts),
		"timed",
	);
	known.forEach(({ comparison, facts }, i) => {
		const change = changes[i];
		if (change === undefined) return;
		const { verdict, reasons } = comparison.stratum.disturbances.has(DIFFERENT_RESULTS)
			? { verdict: "invalid" as const, reasons: [{ kind: "results-differ" as const }] }
			: judgeStratum(facts, change, { thresholdPct, mode: "timed" });
		const { pairs } = facts;
		const p50: [number, number] = [median(pairs.map(([was]) => was)), median(pairs.map(([, is]) => is))];
		judged.set(idOf(comparison), { pairs, p50, change, verdict, reasons });
	});
	return (sight: Sight, reference: string, contender: string): AttributionTimed | undefined => {
		const stratum = strata.find((candidate) => candidate.sight === sight);
		const [a, b] = [stratum?.standIn.get(reference), stratum?.standIn.get(contender)];
		if (stratum === undefined || a === undefined || b === undefined) return undefined;
		const found = judged.get(idOf({ stratum, reference: a, contender: b }));
		return found === undefined ? undefined : { reference, ...found };
	};
}

function pairsOf({ stratum, reference, contender }: Comparison): [number, number][] {
	const was = stratum.times.get(reference) ?? [];
	const is = stratum.times.get(contender) ?? [];
	return was.slice(0, is.length).map((ms, i) => [ms, is[i] ?? ms]);
}

/** What a verdict on the comparison is made of; undefined where one side has no evidence. */
function factsOf(comparison: Comparison, under: EvidenceUnder): Comparable | undefined {
	const { sight } = comparison.stratum;
	const before = under(sight, comparison.reference);
	const after = under(sight, comparison.contender);
	if (before === undefined || after === undefined) return undefined;
	const { planFlip } = sight.stratum;
	return { pairs: pairsOf(comparison), before, after, ...(planFlip === undefined ? {} : { planFlip }) };
}

function idOf({ stratum, reference, contender }: Comparison): string {
	const { scenario, stratum: of } = stratum.sight.subject;
	return JSON.stringify([scenario.id, of.id, reference, contender]);
}
