import { remediesOf } from "../../judge/remedies.ts";
import type { RunRecord } from "../../record/schema.ts";
import { countsOnly, describeWork } from "../counters-wording.ts";
import { counterRows, type EvidenceRow, latencyRows, planRows, sameResult } from "../evidence-rows.ts";
import { formatPct } from "../format.ts";
import { describeChange, type StratumFact, withoutStop } from "../summary.ts";
import { remedyWords } from "../words/index-words.ts";
import { stratumWords } from "../words/stratum-words.ts";
import { escapeHtml } from "./escape.ts";
import { copyable } from "./page-shell.ts";
import { pairsPlot } from "./pairs-plot.ts";

/** Parameter lists shown, and the characters of each; a blob helps nobody. */
const SHOWN_LISTS = 5;
const LONGEST_LIST = 240;

/** All the evidence on one stratum: why, plans side by side, counters, raw pairs, SQL with parameters. */
export function scenarioDetail(fact: StratumFact, anchor: string, record: RunRecord): string {
	const { scenario, stratum } = fact;
	const counted = countsOnly(record);
	const change = counted ? describeWork(stratum) : describeChange(fact);
	const weight = counted ? "" : ` Weight ${scenario.weight} a day (${escapeHtml(scenario.weightReason)}).`;
	const remedies =
		stratum.verdict === "slower"
			? remediesOf(scenario.id, stratum.id, record.studies?.attribution).map(remedyWords)
			: [];
	return [
		`<p><strong>${escapeHtml(change)}.</strong> ${escapeHtml([stratumWords(stratum), ...remedies].join(" "))} <a href="#${anchor}">Link to this row</a></p>`,
		`<p>Caused by: ${escapeHtml(withoutStop(scenario.source))}.${weight} Decided by ${stratum.decidedBy}.</p>`,
		scenario.baselineMatches
			? ""
			: "<p><strong>The arm without the indexes did not match the plan taken with them physically absent.</strong></p>",
		sameResult(stratum.before, stratum.after) ? "" : "<p><strong>The two arms returned different results.</strong></p>",
		comparison("Plan before and after", planRows(stratum)),
		`<div class="columns"><div>${comparison(counted ? "Work" : "Time and work", [...latencyRows(stratum), ...counterRows(stratum)])}</div>`,
		counted
			? "</div>"
			: `<div><figure>${pairsPlot(stratum, fact.title)}<figcaption class="reading" aria-live="polite">${chartHint(stratum.pairs.length)}</figcaption></figure>${testLine(fact)}</div></div>`,
		copyable(scenario.sql, "SQL", "Copy SQL"),
		`<p>Parameters: ${parameters(fact)}</p>`,
	].join("");
}

function chartHint(pairs: number): string {
	return pairs === 0
		? "No pairs were measured."
		: "Point at the plot, or focus it and use the arrow keys, to read a pair.";
}

function comparison(title: string, rows: readonly EvidenceRow[]): string {
	if (rows.length === 0) return "";
	const lines = rows.map(
		({ label, before, after, differs }) =>
			`<tr${differs ? ' class="differs"' : ""}><th scope="row">${escapeHtml(label)}</th><td>${escapeHtml(before)}</td><td>${escapeHtml(after)}</td></tr>`,
	);
	return `<table class="evidence"><caption>${title}</caption><thead><tr><th scope="col"><span class="unseen">What</span></th><th scope="col">Before</th><th scope="col">After</th></tr></thead><tbody>${lines.join("")}</tbody></table>`;
}

function testLine({ stratum: { change, warmupPairs } }: StratumFact): string {
	if (change === undefined) return "";
	const text = `${change.pairs} pairs after ${warmupPairs} to warm up; ${change.method}; interval at ${formatPct(change.level * 100)}; adjusted p ${change.pAdjusted.toPrecision(2)}.`;
	return `<p><small>${escapeHtml(text)}</small></p>`;
}

function parameters({ stratum }: StratumFact): string {
	const lists = stratum.parameters.filter((list) => list.length > 0);
	if (lists.length === 0) return "none";
	const shown = lists.slice(0, SHOWN_LISTS).map((list) => {
		const text = JSON.stringify(list);
		return `<code>${escapeHtml(text.length > LONGEST_LIST ? `${text.slice(0, LONGEST_LIST)}…` : text)}</code>`;
	});
	const more = lists.length > SHOWN_LISTS ? ` and ${lists.length - SHOWN_LISTS} more` : "";
	return `${shown.join(", ")}${more}`;
}
