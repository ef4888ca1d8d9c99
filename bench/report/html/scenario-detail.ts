import { counterRows, type EvidenceRow, latencyRows, planRows, sameResult } from "../evidence-rows.ts";
import { formatPct } from "../format.ts";
import { describeChange, type StratumFact, withoutStop } from "../summary.ts";
import { escapeHtml } from "./escape.ts";
import { pairsPlot } from "./pairs-plot.ts";

/** Parameter lists shown, and the characters of each; a blob helps nobody. */
const SHOWN_LISTS = 5;
const LONGEST_LIST = 240;

/** All the evidence on one stratum: why, plans side by side, counters, raw pairs, SQL with parameters. */
export function scenarioDetail(fact: StratumFact, anchor: string): string {
	const { scenario, stratum } = fact;
	return [
		`<p><strong>${escapeHtml(describeChange(fact))}.</strong> ${escapeHtml(stratum.reason)} <a href="#${anchor}">Link to this row</a></p>`,
		`<p>Caused by: ${escapeHtml(withoutStop(scenario.source))}. Weight ${scenario.weight} a day (${escapeHtml(scenario.weightReason)}). Decided by ${stratum.decidedBy}.</p>`,
		scenario.baselineMatches
			? ""
			: "<p><strong>The arm without the indexes did not match the plan taken with them physically absent.</strong></p>",
		sameResult(stratum.before, stratum.after) ? "" : "<p><strong>The two arms returned different results.</strong></p>",
		comparison("Plan before and after", planRows(stratum)),
		`<div class="columns"><div>${comparison("Time and work", [...latencyRows(stratum), ...counterRows(stratum)])}</div>`,
		`<div><figure>${pairsPlot(stratum, fact.title)}<figcaption class="reading" aria-live="polite">${chartHint(stratum.pairs.length)}</figcaption></figure>${testLine(fact)}</div></div>`,
		`<div class="sql"><button type="button" class="copy" data-copy="sql">Copy SQL</button><pre tabindex="0" aria-label="SQL"><code>${escapeHtml(scenario.sql)}</code></pre></div>`,
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
