import { remediesOf } from "../../judge/remedies.ts";
import type { RunRecord } from "../../record/schema.ts";
import { countsOnly, describeWork } from "../counters-wording.ts";
import { counterRows, type EvidenceRow, latencyRows, planRows, sameResult } from "../evidence-rows.ts";
import { formatPct } from "../format.ts";
import { describeChange, type StratumFact, withoutStop } from "../summary.ts";
import { remedyWords } from "../words/index-words.ts";
import { stratumWords } from "../words/stratum-words.ts";
import { type Html, html, joined } from "./html.ts";
import { copyable } from "./page-shell.ts";
import { pairsPlot } from "./pairs-plot.ts";

/** Parameter lists shown, and the characters of each; a blob helps nobody. */
const SHOWN_LISTS = 5;
const LONGEST_LIST = 240;

/** All the evidence on one stratum: why, plans side by side, counters, raw pairs, SQL with parameters. */
export function scenarioDetail(fact: StratumFact, anchor: string, record: RunRecord): Html {
	const { scenario, stratum } = fact;
	const counted = countsOnly(record);
	const change = counted ? describeWork(stratum) : describeChange(fact);
	const weight = counted ? "" : ` Weight ${scenario.weight} a day (${scenario.weightReason}).`;
	const remedies =
		stratum.verdict === "slower"
			? remediesOf(scenario.id, stratum.id, record.studies?.attribution).map(remedyWords)
			: [];
	return html`${[
		html`<p><strong>${change}.</strong> ${[stratumWords(stratum), ...remedies].join(" ")} <a href="#${anchor}">Link to this row</a></p>`,
		html`<p>Caused by: ${withoutStop(scenario.source)}.${weight} Decided by ${stratum.decidedBy}.</p>`,
		scenario.baselineMatches
			? ""
			: html`<p><strong>The arm without the indexes did not match the plan taken with them physically absent.</strong></p>`,
		sameResult(stratum.before, stratum.after)
			? ""
			: html`<p><strong>The two arms returned different results.</strong></p>`,
		comparison("Plan before and after", planRows(stratum)),
		html`<div class="columns"><div>${comparison(counted ? "Work" : "Time and work", [...latencyRows(stratum), ...counterRows(stratum)])}</div>`,
		counted
			? html`</div>`
			: html`<div><figure>${pairsPlot(stratum, fact.title)}<figcaption class="reading" aria-live="polite">${chartHint(stratum.pairs.length)}</figcaption></figure>${testLine(fact)}</div></div>`,
		copyable(scenario.sql, "SQL", "Copy SQL"),
		html`<p>Parameters: ${parameters(fact)}</p>`,
	]}`;
}

function chartHint(pairs: number): string {
	return pairs === 0
		? "No pairs were measured."
		: "Point at the plot, or focus it and use the arrow keys, to read a pair.";
}

function comparison(title: string, rows: readonly EvidenceRow[]): Html {
	if (rows.length === 0) return html``;
	const lines = rows.map(
		({ label, before, after, differs }) =>
			html`<tr${differs ? html` class="differs"` : undefined}><th scope="row">${label}</th><td>${before}</td><td>${after}</td></tr>`,
	);
	return html`<table class="evidence"><caption>${title}</caption><thead><tr><th scope="col"><span class="unseen">What</span></th><th scope="col">Before</th><th scope="col">After</th></tr></thead><tbody>${lines}</tbody></table>`;
}

function testLine({ stratum: { change, warmupPairs } }: StratumFact): Html {
	if (change === undefined) return html``;
	const text = `${change.pairs} pairs after ${warmupPairs} to warm up; ${change.method}; interval at ${formatPct(change.level * 100)}; adjusted p ${change.pAdjusted.toPrecision(2)}.`;
	return html`<p><small>${text}</small></p>`;
}

function parameters({ stratum }: StratumFact): Html | string {
	const lists = stratum.parameters.filter((list) => list.length > 0);
	if (lists.length === 0) return "none";
	const shown = lists.slice(0, SHOWN_LISTS).map((list) => {
		const text = JSON.stringify(list);
		return html`<code>${text.length > LONGEST_LIST ? `${text.slice(0, LONGEST_LIST)}…` : text}</code>`;
	});
	const more = lists.length > SHOWN_LISTS ? ` and ${lists.length - SHOWN_LISTS} more` : "";
	return html`${joined(shown, ", ")}${more}`;
}
