import { workFactor } from "../../judge/work-change.ts";
import type { RunRecord } from "../../record/schema.ts";
import { countsOnly, workCells } from "../counters-wording.ts";
import { formatMs } from "../format.ts";
import { stratumCells } from "../stratum-cells.ts";
import type { StratumFact, Summary } from "../summary.ts";
import { doubtMark } from "../words/stratum-words.ts";
import { escapeHtml } from "./escape.ts";
import { scenarioDetail } from "./scenario-detail.ts";
import { section, verdictBadge } from "./verdict-tables.ts";

type Column = readonly [name: string, title: string, style: string];

const COLUMNS: readonly Column[] = [
	["title", "Scenario", ""],
	["before", "Before p50", "number wide"],
	["after", "After p50", "number wide"],
	["saved", "Time saved", "number"],
	["factor", "Factor", "number wide"],
	["verdict", "Verdict", ""],
];

/** Of a run that timed nothing. */
const WORK_COLUMNS: readonly Column[] = [
	["title", "Scenario", ""],
	["before", "Rows", "number wide"],
	["after", "Pages", "number wide"],
	["factor", "Work", "number"],
	["verdict", "Verdict", ""],
];

/** In this order a sort by verdict puts what needs attention first. */
const ATTENTION = ["invalid", "slower", "unresolved", "no-change", "faster"];

/** One body per stratum, its row and its folded detail, so that both move together when sorted. */
export function scenarioSection(summary: Summary, anchors: ReadonlyMap<StratumFact, string>): string {
	const { strata, scenarioCounts, record } = summary;
	if (strata.length === 0) return "";
	const heads = (countsOnly(record) ? WORK_COLUMNS : COLUMNS)
		.map(
			([name, text, style]) =>
				`<th scope="col" class="${style}" aria-sort="none"><button type="button" data-sort="${name}">${text}</button></th>`,
		)
		.join("");
	const boxes = Object.entries(scenarioCounts)
		.filter(([, count]) => count > 0)
		.map(
			([verdict, count]) =>
				`<label><input type="checkbox" name="verdict" value="${verdict}" checked> ${verdict} (${count})</label>`,
		)
		.join("");
	const groups = [...new Set(strata.map((fact) => fact.scenario.group))];
	const options = groups.map((group) => `<option value="${group}">${group}</option>`).join("");
	return section(
		"scenarios",
		"Scenarios",
		[
			`<form class="filters" role="search" aria-label="Filter scenarios"><label>Find <input type="search" id="find" placeholder="title, SQL, index" autocomplete="off"></label>`,
			`<label>Group <select id="group"><option value="">all</option>${options}</select></label>`,
			`<fieldset><legend>Verdict</legend>${boxes}</fieldset></form>`,
			`<p id="shown" role="status">${strata.length} of ${strata.length} strata</p>`,
			`<p class="hint"><small>Press / to find, Esc to clear, arrow keys to move between rows, Enter to open one.</small></p>`,
			`<table class="scenarios"><thead><tr>${heads}</tr></thead>`,
			...strata.map((fact, at) => stratumBody(fact, anchors.get(fact) ?? String(at), at, record)),
			"</table>",
			strata.some((fact) => fact.fragile)
				? "<p><small>† The faster arm takes under 1 ms, where fixed overhead weighs: the reduction is robust, the factor is less so.</small></p>"
				: "",
		].join(""),
	);
}

function stratumBody(fact: StratumFact, anchor: string, at: number, record: RunRecord): string {
	const { scenario, stratum } = fact;
	const counted = countsOnly(record);
	const keys: Readonly<Record<string, string | number>> = {
		at,
		title: fact.title,
		before: (counted ? stratum.before.rowsExamined : fact.beforeMs) ?? "",
		after: (counted ? stratum.before.pageReads : fact.afterMs) ?? "",
		saved: stratum.change?.reductionPct ?? "",
		factor: (counted ? workFactor(stratum) : stratum.change?.factor) ?? "",
		verdict: ATTENTION.indexOf(stratum.verdict),
		word: stratum.verdict,
		group: scenario.group,
	};
	const data = Object.entries(keys).map(([name, value]) => ` data-${name}="${escapeHtml(String(value))}"`);
	return [
		`<tbody id="${anchor}"${data.join("")}>`,
		`<tr class="row"><th scope="row"><button type="button" class="opener" aria-expanded="false" aria-controls="${anchor}-detail">${escapeHtml(fact.title)}</button><small>${escapeHtml(scenario.group)}, ${scenario.caller}</small></th>`,
		counted ? workRow(fact) : timeRow(fact),
		`<td>${verdictBadge(stratum.verdict, doubtMark(stratum))}</td></tr>`,
		`<tr class="detail"><td colspan="${(counted ? WORK_COLUMNS : COLUMNS).length}" id="${anchor}-detail">${scenarioDetail(fact, anchor, record)}</td></tr></tbody>`,
	].join("");
}

function timeRow(fact: StratumFact): string {
	const { stratum } = fact;
	const cells = stratumCells(fact);
	return [
		`<td class="number wide" title="p95 ${formatMs(stratum.before.p95)}">${cells.before}</td>`,
		`<td class="number wide" title="p95 ${formatMs(stratum.after.p95)}">${cells.after}</td>`,
		`<td class="number">${cells.saved} <small>${cells.interval}</small></td>`,
		`<td class="number wide">${cells.factor}</td>`,
	].join("");
}

function workRow({ stratum }: StratumFact): string {
	const cells = workCells(stratum);
	return [
		`<td class="number wide">${cells.rowsBefore} <small>→ ${cells.rowsAfter}</small></td>`,
		`<td class="number wide">${cells.pagesBefore} <small>→ ${cells.pagesAfter}</small></td>`,
		`<td class="number">${cells.factor}</td>`,
	].join("");
}
