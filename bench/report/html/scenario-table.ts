import { workFactor } from "../../judge/work-change.ts";
import type { RunRecord } from "../../record/schema.ts";
import { countsOnly, workCells } from "../counters-wording.ts";
import { formatMs } from "../format.ts";
import { stratumCells } from "../stratum-cells.ts";
import type { StratumFact, Summary } from "../summary.ts";
import { doubtMark } from "../words/stratum-words.ts";
import { type Html, html } from "./html.ts";
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
export function scenarioSection(summary: Summary, anchors: ReadonlyMap<StratumFact, string>): Html {
	const { strata, scenarioCounts, record } = summary;
	if (strata.length === 0) return html``;
	const heads = (countsOnly(record) ? WORK_COLUMNS : COLUMNS).map(
		([name, text, style]) =>
			html`<th scope="col" class="${style}" aria-sort="none"><button type="button" data-sort="${name}">${text}</button></th>`,
	);
	const boxes = Object.entries(scenarioCounts)
		.filter(([, count]) => count > 0)
		.map(
			([verdict, count]) =>
				html`<label><input type="checkbox" name="verdict" value="${verdict}" checked> ${verdict} (${count})</label>`,
		);
	const groups = [...new Set(strata.map((fact) => fact.scenario.group))];
	const options = groups.map((group) => html`<option value="${group}">${group}</option>`);
	return section("scenarios", "Scenarios", [
		html`<form class="filters" role="search" aria-label="Filter scenarios"><label>Find <input type="search" id="find" placeholder="title, SQL, index" autocomplete="off"></label>`,
		html`<label>Group <select id="group"><option value="">all</option>${options}</select></label>`,
		html`<fieldset><legend>Verdict</legend>${boxes}</fieldset></form>`,
		html`<p id="shown" role="status">${strata.length} of ${strata.length} strata</p>`,
		html`<p class="hint"><small>Press / to find, Esc to clear, arrow keys to move between rows, Enter to open one.</small></p>`,
		html`<table class="scenarios"><thead><tr>${heads}</tr></thead>`,
		...strata.map((fact, at) => stratumBody(fact, anchors.get(fact) ?? String(at), at, record)),
		html`</table>`,
		strata.some((fact) => fact.fragile)
			? html`<p><small>† The faster arm takes under 1 ms, where fixed overhead weighs: the reduction is robust, the factor is less so.</small></p>`
			: "",
	]);
}

function stratumBody(fact: StratumFact, anchor: string, at: number, record: RunRecord): Html {
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
	const data = Object.entries(keys).map(([name, value]) => html` data-${name}="${value}"`);
	return html`${[
		html`<tbody id="${anchor}"${data}>`,
		html`<tr class="row"><th scope="row"><button type="button" class="opener" aria-expanded="false" aria-controls="${anchor}-detail">${fact.title}</button><small>${scenario.group}, ${scenario.caller}</small></th>`,
		counted ? workRow(fact) : timeRow(fact),
		html`<td>${verdictBadge(stratum.verdict, doubtMark(stratum))}</td></tr>`,
		html`<tr class="detail"><td colspan="${(counted ? WORK_COLUMNS : COLUMNS).length}" id="${anchor}-detail">${scenarioDetail(fact, anchor, record)}</td></tr></tbody>`,
	]}`;
}

function timeRow(fact: StratumFact): Html {
	const { stratum } = fact;
	const cells = stratumCells(fact);
	return html`${[
		html`<td class="number wide" title="p95 ${formatMs(stratum.before.p95)}">${cells.before}</td>`,
		html`<td class="number wide" title="p95 ${formatMs(stratum.after.p95)}">${cells.after}</td>`,
		html`<td class="number">${cells.saved} <small>${cells.interval}</small></td>`,
		html`<td class="number wide">${cells.factor}</td>`,
	]}`;
}

function workRow({ stratum }: StratumFact): Html {
	const cells = workCells(stratum);
	return html`${[
		html`<td class="number wide">${cells.rowsBefore} <small>→ ${cells.rowsAfter}</small></td>`,
		html`<td class="number wide">${cells.pagesBefore} <small>→ ${cells.pagesAfter}</small></td>`,
		html`<td class="number">${cells.factor}</td>`,
	]}`;
}
