import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { RunRecord } from "../record/schema.ts";
import { formatMs } from "./format.ts";
import { anchorsOf } from "./html/anchors.ts";
import { escapeHtml, scriptJson } from "./html/escape.ts";
import { scenarioSection } from "./html/scenario-table.ts";
import { claimTable, indexTable, section, verdictBadge } from "./html/verdict-tables.ts";
import { renderMarkdown } from "./markdown.ts";
import { environmentFacts, methodLine, reproductionFacts } from "./run-facts.ts";
import { sectionHtml } from "./studies/section-html.ts";
import { studySections } from "./studies/sections.ts";
import { describeChange, type StratumFact, type Summary, summarize } from "./summary.ts";

/** Strata linked from the answer, of each kind. */
const EXTREMES = 3;
/** Later ones override earlier ones. */
const STYLES = [
	import.meta.resolve("./html/page.css"),
	import.meta.resolve("./html/scenarios.css"),
	import.meta.resolve("./html/media.css"),
];

/** The report as one HTML file that needs nothing else: no network, no other file, and no script to be read. */
export function renderHtml(record: RunRecord): string {
	const summary = summarize(record);
	const anchors = anchorsOf(summary.strata);
	const style = STYLES.map(source).join("");
	const script = source(import.meta.resolve("./html/page.js"));
	const early = source(import.meta.resolve("./html/early.js"));
	// Only this very style and these scripts may run, whatever the record holds, and nothing may be fetched.
	const policy = `default-src 'none'; style-src ${hashOf(style)}; script-src ${hashOf(early)} ${hashOf(script)}; base-uri 'none'; form-action 'none'`;
	const title = `${summary.record.suiteTitle}: performance impact (measured)`;
	return [
		`<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">`,
		'<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">',
		`<title>${escapeHtml(title)}</title><style>${style}</style><script>${early}</script></head><body>`,
		header(summary),
		`<main>${answer(summary, anchors)}${indexTable(summary)}${claimTable(summary)}${scenarioSection(summary, anchors)}${studySections(summary.record).map(sectionHtml).join("")}${method(summary)}</main>`,
		`<script type="application/json" id="data">${scriptJson(dataOf(summary, anchors, renderMarkdown(record, "completion")))}</script>`,
		`<script>${script}</script></body></html>\n`,
	].join("\n");
}

/** The text of a file beside this one, found from its address as import.meta.resolve gives it. */
function source(address: string): string {
	return readFileSync(fileURLToPath(address), "utf8");
}

function hashOf(text: string): string {
	return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}

/** What the page's script cannot read off the page: the report to copy and the figures of the pairs. */
function dataOf(summary: Summary, anchors: ReadonlyMap<StratumFact, string>, markdown: string): unknown {
	const pairs = summary.strata.map((fact) => [
		anchors.get(fact) ?? "",
		fact.stratum.pairs.map(([before, after]) => [formatMs(before), formatMs(after)]),
	]);
	return { markdown, pairs: Object.fromEntries(pairs) };
}

function header({ record }: Summary): string {
	const { mysql } = record.environment;
	const place = `MySQL ${mysql.version}, scale ${record.dataset.scale}, seed ${record.dataset.seed}, run ${record.runId}`;
	return [
		`<header><div><h1>${escapeHtml(record.suiteTitle)}</h1><p>${escapeHtml(place)}</p></div>`,
		'<nav aria-label="Report"><button type="button" class="copy" data-copy="markdown">Copy as Markdown</button>',
		'<button type="button" id="theme">Theme: auto</button></nav></header>',
	].join("");
}

function answer(summary: Summary, anchors: ReadonlyMap<StratumFact, string>): string {
	const list = (title: string, facts: readonly StratumFact[]): string =>
		facts.length === 0
			? ""
			: `<div><h3>${title}</h3><ul>${facts
					.slice(0, EXTREMES)
					.map(
						(fact) =>
							`<li><a href="#${anchors.get(fact) ?? ""}">${escapeHtml(fact.title)}</a>: ${formatMs(fact.beforeMs)} before, ${formatMs(fact.afterMs)} after, ${escapeHtml(describeChange(fact))} ${verdictBadge(fact.stratum.verdict)}</li>`,
					)
					.join("")}</ul></div>`;
	return section(
		"answer",
		"Performance impact (measured)",
		[
			summary.incomplete === null
				? ""
				: `<p class="incomplete"><strong>Incomplete.</strong> ${escapeHtml(summary.incomplete)}</p>`,
			`<p class="headline">${escapeHtml(summary.headline)}</p><p>${escapeHtml(summary.answer)}</p>`,
			`<div class="columns">${list("Invalid", summary.invalid)}${list("Worst", summary.worst)}${list("Best", summary.best)}</div>`,
		].join(""),
	);
}

function method({ record }: Summary): string {
	const facts = [...environmentFacts(record), ...reproductionFacts(record).slice(1)];
	const rows = facts.map(([label, value]) => `<dt>${escapeHtml(label)}</dt><dd>${escapeHtml(value)}</dd>`).join("");
	const items = [...record.notices, ...record.dataset.assumptions.map((text) => `Assumption: ${text}`)];
	const notes = items.length === 0 ? "" : `<ul>${items.map((text) => `<li>${escapeHtml(text)}</li>`).join("")}</ul>`;
	return section(
		"method",
		"Environment and method",
		`<dl>${rows}</dl><p>${escapeHtml(methodLine(record))}</p>${notes}<div class="sql"><button type="button" class="copy" data-copy="sql">Copy command</button><pre tabindex="0" aria-label="Command"><code>${escapeHtml(record.command)}</code></pre></div>`,
	);
}
