import { isGivenUp } from "../judge/given-up.ts";
import { strengthOf } from "../judge/strength.ts";
import { workFactor } from "../judge/work-change.ts";
import { STATUS_WORDS } from "../record/run-status.ts";
import type {
	ClaimVerdict,
	IndexVerdict,
	RunRecord,
	ScenarioRecord,
	ScenarioVerdict,
	StratumRecord,
} from "../record/schema.ts";
import { claimVerdict, indexVerdict, scenarioVerdict } from "../record/verdicts.ts";
import { COUNTERS_CLAIMS, countsOnly, describeWork, formatWorkFactor } from "./counters-wording.ts";
import {
	factorIsFragile,
	formatBytes,
	formatCount,
	formatFactor,
	formatMs,
	formatPct,
	formatSeconds,
} from "./format.ts";
import { gainOf } from "./index-story.ts";
import { printableRecord } from "./printable.ts";
import { netLossClause, smokeClause } from "./words/headline-words.ts";
import { strengthWords } from "./words/index-words.ts";
import { stratumWords } from "./words/stratum-words.ts";
import { BY_WEIGHTS, weightsMark } from "./words/verdict-words.ts";

/** One stratum of one scenario: a row of every table. */
export interface StratumFact {
	/** Unique within the run and stable between runs: scenario/stratum. */
	readonly key: string;
	readonly scenario: ScenarioRecord;
	readonly stratum: StratumRecord;
	/** The scenario's title; the stratum's name follows it where the scenario has several. */
	readonly title: string;
	/** Medians in milliseconds. */
	readonly beforeMs: number | undefined;
	readonly afterMs: number | undefined;
	/** The faster arm is under a millisecond: the factor is less robust than the reduction. */
	readonly fragile: boolean;
}

/** The headline facts of a run. Every renderer takes them from here, so that no two reports disagree. */
export interface Summary {
	/** With all text made printable. */
	readonly record: RunRecord;
	readonly strata: readonly StratumFact[];
	readonly scenarioCounts: Readonly<Record<ScenarioVerdict, number>>;
	readonly claimCounts: Readonly<Record<ClaimVerdict, number>>;
	readonly indexCounts: Readonly<Record<IndexVerdict, number>>;
	/** Strata that got faster, largest factor first. */
	readonly best: readonly StratumFact[];
	/** Strata that got slower, worst factor first. */
	readonly worst: readonly StratumFact[];
	readonly invalid: readonly StratumFact[];
	/** Ids that were planned and not measured. */
	readonly missing: readonly string[];
	/** What is missing from the record and why; null when it is whole. */
	readonly incomplete: string | null;
	/** One line. */
	readonly headline: string;
	/** One paragraph. */
	readonly answer: string;
	readonly totalBuildSeconds: number;
	readonly totalIndexBytes: number;
}

/** A change in words: "99.7 % less time (345x faster)", "16x slower"; "769x less work" where nothing was timed. */
export function describeChange(fact: StratumFact): string {
	const { change } = fact.stratum;
	if (isGivenUp(fact.stratum)) return strengthWords(strengthOf(fact.stratum));
	if (change === undefined) {
		const factor = workFactor(fact.stratum);
		return factor === undefined ? "not measured" : `${formatWorkFactor(factor)} work`;
	}
	const { reductionPct, factor, ci } = change;
	const amount = `${formatPct(Math.abs(reductionPct), ci)} ${reductionPct < 0 ? "more" : "less"} time`;
	const caution = fact.fragile ? "the faster arm is under 1 ms, so the factor is less robust than the reduction" : "";
	// Beyond twice the time, percents say nothing that the factor does not say plainer.
	if (reductionPct < -100) return `${formatFactor(factor)}${caution === "" ? "" : ` (${caution})`}`;
	return `${amount} (${formatFactor(factor)}${caution === "" ? "" : `; ${caution}`})`;
}

/** Derives the headline facts of a record. */
export function summarize(raw: RunRecord): Summary {
	const record = printableRecord(raw);
	const strata = record.scenarios.flatMap(strataOf);
	const having = (verdict: ScenarioVerdict): StratumFact[] => strata.filter((fact) => fact.stratum.verdict === verdict);
	const measured = new Set(record.scenarios.map((scenario) => scenario.id));
	const missing = record.planned.filter((id) => !measured.has(id));
	const facts = {
		record,
		strata,
		scenarioCounts: tally(
			scenarioVerdict.options,
			strata.map((fact) => fact.stratum.verdict),
		),
		claimCounts: tally(
			claimVerdict.options,
			record.claims.map((claim) => claim.verdict),
		),
		indexCounts: tally(
			indexVerdict.options,
			record.indexes.map((index) => index.verdict),
		),
		best: having("faster").sort((a, b) => gainOf(b.stratum) - gainOf(a.stratum)),
		worst: having("slower").sort((a, b) => gainOf(a.stratum) - gainOf(b.stratum)),
		invalid: having("invalid"),
		missing,
		incomplete: describeMissing(record, missing),
		totalBuildSeconds: record.indexes.reduce((sum, index) => sum + index.buildSeconds, 0),
		totalIndexBytes: record.indexes.reduce((sum, index) => sum + index.bytes, 0),
	};
	return { ...facts, headline: headlineOf(facts), answer: answerOf(facts) };
}

type Facts = Omit<Summary, "headline" | "answer">;

function strataOf(scenario: ScenarioRecord): StratumFact[] {
	return scenario.strata.map((stratum) => ({
		key: `${scenario.id}/${stratum.id}`,
		scenario,
		stratum,
		title: scenario.strata.length > 1 ? `${scenario.title} · ${stratum.id}` : scenario.title,
		beforeMs: stratum.before.p50,
		afterMs: stratum.after.p50,
		fragile: stratum.change !== undefined && factorIsFragile(stratum.before.p50, stratum.after.p50),
	}));
}

function tally<V extends string>(verdicts: readonly V[], seen: readonly V[]): Record<V, number> {
	const counts = Object.fromEntries(verdicts.map((verdict) => [verdict, 0])) as Record<V, number>;
	for (const verdict of seen) counts[verdict] += 1;
	return counts;
}

/** A sentence of the record as part of another one. */
export function withoutStop(sentence: string): string {
	return sentence.replace(/[.\s]+$/, "");
}

/** "3 faster, 1 slower": the verdicts that occur, in the order the design lists them. */
export function describeCounts(counts: Readonly<Record<string, number>>): string {
	const present = Object.entries(counts).filter(([, count]) => count > 0);
	return present.length === 0 ? "none" : present.map(([verdict, count]) => `${count} ${verdict}`).join(", ");
}

function describeMissing(record: RunRecord, missing: readonly string[]): string | null {
	if (record.status === "complete" && missing.length === 0) return null;
	// An interruption explains itself.
	const told = record.failure !== null && record.status !== "interrupted";
	const why = told ? ` (${withoutStop(record.failure ?? "")})` : "";
	const opening =
		record.status === "complete" ? "The run is not whole" : `The run ${STATUS_WORDS[record.status]}${why}`;
	const planned = formatCount(record.planned.length, "planned scenario");
	if (missing.length === 0) return `${opening}; all ${planned} were measured, but later stages may be missing.`;
	return `${opening}: ${missing.length} of ${planned} ${missing.length === 1 ? "is" : "are"} missing: ${missing.join(", ")}.`;
}

function keptIndexes(facts: Facts): number {
	return facts.indexCounts.keep + facts.indexCounts["keep-with-care"];
}

/** "4 of 6 indexes earn their keep". */
function indexPhrase(facts: Facts): string {
	const kept = keptIndexes(facts);
	const earn = kept === 1 ? "earns its keep" : "earn their keep";
	return `${kept} of ${formatCount(facts.record.indexes.length, "index", "indexes")} ${earn}`;
}

/** ", 2 of them with care and 1 by weights". */
function carePhrase({ indexCounts, record }: Facts): string {
	const care = indexCounts["keep-with-care"];
	const weighed = record.indexes.filter(
		(index) => (index.verdict === "keep" || index.verdict === "keep-with-care") && weightsMark(index) !== undefined,
	).length;
	const kept = indexCounts.keep + care;
	const parts = [
		...(care === 0 ? [] : [care === kept ? "with care" : `${care} of them with care`]),
		...(weighed === 0 ? [] : [weighed === kept ? BY_WEIGHTS : `${weighed} of them ${BY_WEIGHTS}`]),
	];
	return parts.length === 0 ? "" : `, ${parts.join(" and ")}`;
}

/** "10 claims: 7 exceeded, 3 unresolved". An exceeded claim was no more right than one that fell short. */
function claimPhrase(facts: Facts): string {
	return `${formatCount(facts.record.claims.length, "claim")}: ${describeCounts(facts.claimCounts)}`;
}

/** Few of many is another thing when the rest is not known. */
function stillOpen(counts: Readonly<Record<"unresolved", number>>): string {
	return counts.unresolved === 0 ? "" : ` (${counts.unresolved} unresolved)`;
}

function headlineOf(facts: Facts): string {
	const { record, strata, scenarioCounts } = facts;
	if (strata.length === 0) return "Nothing was measured.";
	const slower = `${scenarioCounts.faster} of ${formatCount(strata.length, "stratum", "strata")} faster, ${scenarioCounts.slower} slower`;
	const parts = [
		smokeClause(record),
		record.indexes.length > 0 ? `${indexPhrase(facts)}${carePhrase(facts)}${stillOpen(facts.indexCounts)}` : "",
		netLossClause(record),
		record.claims.length > 0 && !countsOnly(record) ? claimPhrase(facts) : "",
		`${slower}${stillOpen(scenarioCounts)}`,
	];
	return `${parts.filter((part) => part !== "").join("; ")}.`;
}

function asSentence(clause: string): string {
	return clause === "" ? "" : `${clause}.`;
}

function extreme(lead: string, fact: StratumFact | undefined): string {
	if (fact === undefined) return "";
	if (isGivenUp(fact.stratum)) return `${lead} “${fact.title}”: ${stratumWords(fact.stratum)}`;
	if (fact.stratum.change === undefined && workFactor(fact.stratum) !== undefined)
		return `${lead} “${fact.title}”: ${describeWork(fact.stratum)}.`;
	return `${lead} “${fact.title}”: ${formatMs(fact.beforeMs)} before, ${formatMs(fact.afterMs)} after, ${describeChange(fact)}.`;
}

function answerOf(facts: Facts): string {
	const { record, strata } = facts;
	if (strata.length === 0) return "Nothing was measured, so this run says nothing about the indexes.";
	const sentences = [
		asSentence(smokeClause(record)),
		record.indexes.length === 0 ? "" : `${indexPhrase(facts)} (${describeCounts(facts.indexCounts)}).`,
		asSentence(netLossClause(record)),
		`Of ${formatCount(strata.length, "measured stratum", "measured strata")} in ${formatCount(record.scenarios.length, "scenario")}: ${describeCounts(facts.scenarioCounts)}.`,
		extreme("The largest gain is", facts.best[0]),
		facts.worst.length === 0
			? countsOnly(record)
				? "No stratum was found to do decisively more work."
				: "No stratum was found slower beyond the threshold."
			: extreme("The worst regression is", facts.worst[0]),
		record.claims.length === 0 ? "" : countsOnly(record) ? COUNTERS_CLAIMS : `${claimPhrase(facts)}.`,
		record.indexes.length === 0
			? ""
			: `The indexes took ${formatSeconds(facts.totalBuildSeconds)} to build and ${formatBytes(facts.totalIndexBytes)} to store.`,
	];
	return sentences.filter((sentence) => sentence !== "").join(" ");
}
