import { workReasons } from "../../judge/describe-work.ts";
import { gotWorse } from "../../judge/evident-regression.ts";
import { isGivenUp } from "../../judge/given-up.ts";
import { strataOfIndex } from "../../judge/strata-of-index.ts";
import { strengthOf } from "../../judge/strength.ts";
import type { RunRecord, StratumRecord } from "../../record/schema.ts";
import type { Attribution, AttributionEffect } from "../../record/studies/attribution.ts";
import { formatCount, formatTimes } from "../format.ts";
import { gainOf, indexName } from "../index-story.ts";
import { interactionWords, strengthWords, wayWords } from "../words/index-words.ts";
import { stratumWords, workWords } from "../words/stratum-words.ts";
import { candidateNotes, candidateTables, changeCell } from "./candidate-tables.ts";
import type { ReportSection, ReportTable } from "./section.ts";
import { setTables } from "./set-tables.ts";

/** A stratum that got worse, and an index that did it. */
interface Regression {
	readonly index: string;
	readonly name: string;
	readonly stratum: StratumRecord;
}

/** Which index does what, what gets worse through which, and what could be done about it. */
export function attributionSection(found: Attribution, record: RunRecord): ReportSection {
	const regressions = regressionsOf(found, record);
	return {
		id: "attribution",
		title: "Which index does what",
		lead: [worseLead(regressions, record), effectLead(found), candidateLead(found)]
			.filter((text) => text !== "")
			.join(" "),
		tables: [
			...(regressions.length === 0 ? [] : [worseTable(regressions)]),
			...(found.indexes.some(({ effects }) => effects.length > 0) ? [effectTable(found, record)] : []),
			...(found.interactions.length === 0 ? [] : [interactionTable(found)]),
			...(found.covered.length === 0 ? [] : [coveredTable(found)]),
			...setTables(found, record),
			...candidateTables(found),
		],
		notes: [
			"Alone: only this index is visible, compared with none; left out: all but it, compared with all; all: compared with none. Work is rows examined plus logical page reads; no clock is needed for it, and a plan seen before is not executed again.",
			...(found.interactions.length === 0 && found.indexes.length > 1 ? ["No two indexes interact."] : []),
			...(found.covered.length === 0 ? ["No index of this run is covered by another."] : []),
			...remedyNotes(found, record),
			...candidateNotes(found),
			...found.notes,
		],
	};
}

/** Where a regression is not told apart by index. */
const UNTOLD = "one of the indexes on its tables";

/** Every stratum that got worse with each index that its plan goes through or that changes its plan. */
function regressionsOf(found: Attribution, record: RunRecord): readonly Regression[] {
	const answered = record.indexes.map((index) => {
		const strata = strataOfIndex(index, record.scenarios, found).map(({ stratum }) => stratum);
		return { name: indexName(index, record), strata: new Set(strata) };
	});
	return record.scenarios
		.flatMap((scenario) =>
			scenario.strata
				.filter((stratum) => gotWorse(stratum, record.mode))
				.flatMap((stratum) => {
					const charged = answered.filter(({ strata }) => strata.has(stratum));
					const names = charged.length === 0 ? [UNTOLD] : charged.map(({ name }) => name);
					return names.map((name) => ({ index: name, name: `${scenario.id} ${stratum.id}`, stratum }));
				}),
		)
		.sort((a, b) => gainOf(a.stratum) - gainOf(b.stratum));
}

function worseLead(regressions: readonly Regression[], { scenarios }: RunRecord): string {
	const open = scenarios.flatMap(({ strata }) => strata).filter(({ verdict }) => verdict === "unresolved");
	const doubt = open.length === 0 ? "" : `; ${formatCount(open.length, "stratum is", "strata are")} unresolved`;
	if (regressions.length === 0) return `No index is found to make a stratum slower by more than the threshold${doubt}.`;
	const list = regressions.map(
		({ index, name, stratum }) => `${name} (${strengthWords(strengthOf(stratum))}) through ${index}`,
	);
	return `Worse through an index: ${list.join("; ")}.`;
}

function effectLead({ indexes, interactions, strata }: Attribution): string {
	const idle = indexes.filter(({ effects }) => effects.length === 0).map(({ name }) => name);
	const nothing =
		idle.length === 0
			? "Every index changes something"
			: `${idle.join(", ")} ${idle.length === 1 ? "changes" : "change"} nothing`;
	const together =
		interactions.length === 0 ? "no two interact" : `two interact in ${formatCount(interactions.length, "case")}`;
	return `${nothing} in the ${formatCount(strata, "stratum", "strata")} that read a table with one; ${together}.`;
}

function candidateLead({ candidates }: Attribution): string {
	if (candidates.length === 0) return "";
	const repaired = candidates.flatMap((candidate) =>
		candidate.effects.flatMap(({ scenario, stratum, ways }) => {
			const way = ways.find(({ repair }) => repair === "repaired");
			return way === undefined
				? []
				: [`${scenario} ${stratum} is repaired by ${candidate.text} ${wayWords(way.way, candidate)}`];
		}),
	);
	const what = repaired.length === 0 ? "none is shown to repair a regression" : repaired.join("; ");
	return `${formatCount(candidates.length, "candidate")} tried: ${what}.`;
}

function worseTable(regressions: readonly Regression[]): ReportTable {
	return {
		caption: "What gets worse, and why",
		titles: ["Stratum", "Through", "Time", "Plan without", "Plan with", "Why"],
		rows: regressions.map(({ index, name, stratum }) => [
			name,
			index,
			stratum.change === undefined || stratum.verdict !== "slower" || isGivenUp(stratum)
				? strengthWords(strengthOf(stratum))
				: changeCell(stratum.change),
			planCell(stratum.before.plan),
			planCell(stratum.after.plan),
			workWords(workReasons(stratum)) || stratumWords(stratum),
		]),
		code: [1, 3, 4],
	};
}

function planCell(plan: StratumRecord["before"]["plan"]): string {
	return plan.map(({ table, access, key }) => `${table}: ${access}${key === null ? "" : ` by ${key}`}`).join(", ");
}

function effectTable({ indexes }: Attribution, record: RunRecord): ReportTable {
	return {
		caption: "What each index changes",
		titles: ["Index", "Stratum", "Alone", "Left out", "All", "All, by the clock"],
		rows: indexes.flatMap(({ name, effects }) =>
			effects.map((effect) => [
				name,
				`${effect.scenario} ${effect.stratum}${effect.baseline === "doubtful" ? " (doubtful)" : ""}`,
				workCell(effect.aloneVerdict, effect.aloneFactor),
				workCell(effect.leftOutVerdict, effect.leftOutFactor),
				workCell(effect.allVerdict, effect.allFactor),
				timeCell(effect, record),
			]),
		),
		code: [0],
	};
}

/** How much more or less work a state is than what it is compared with. */
function workCell(verdict: AttributionEffect["aloneVerdict"], factor: number | null): string {
	if (verdict === "same") return "no change";
	if (factor === null) return "another plan";
	const size = factor >= 1 ? factor : 1 / factor;
	const shown = formatTimes(size);
	return shown === "1.00x" ? "another plan, as much work" : `${shown} ${factor >= 1 ? "less" : "more"} work`;
}

function timeCell({ scenario, stratum }: AttributionEffect, record: RunRecord): string {
	const found = record.scenarios.find(({ id }) => id === scenario)?.strata.find(({ id }) => id === stratum);
	return found?.change === undefined ? "not timed" : changeCell(found.change);
}

function interactionTable({ interactions }: Attribution): ReportTable {
	return {
		caption: "Where two indexes interact",
		titles: ["Stratum", "Indexes", "How"],
		rows: interactions.map(({ scenario, stratum, indexes, kind }) => [
			`${scenario} ${stratum}`,
			indexes.join(", "),
			interactionWords(kind, indexes),
		]),
		code: [1],
	};
}

function coveredTable({ covered }: Attribution): ReportTable {
	return {
		caption: "Which index is covered by which: the other begins with all its columns and can do whatever it can",
		titles: ["Index", "Covered by"],
		rows: covered.map(({ index, by }) => [index, by.join(", ")]),
		code: [0, 1],
	};
}

/** The command that measures each remedy not tried yet. */
function remedyNotes({ remedies, candidates }: Attribution, { command }: RunRecord): readonly string[] {
	return remedies
		.filter(({ index }) => !candidates.some(({ text }) => text === index))
		.map(({ scenario, index, derived }) => {
			const origin = derived === true ? ", made of the columns that its statements use" : "";
			return `A remedy to measure for ${scenario}${origin}: ${command} --try "${index}"`;
		});
}
