import type { RunRecord } from "../../record/schema.ts";
import { describeWork } from "../counters-wording.ts";
import { formatMs } from "../format.ts";
import { renderMarkdown } from "../markdown/markdown-report.ts";
import {
	environmentFacts,
	methodLine,
	reproductionCommand,
	reproductionFacts,
	reproductionNote,
} from "../run-facts.ts";
import { stratumCells } from "../stratum-cells.ts";
import { sectionHtml } from "../studies/section-html.ts";
import { studySections } from "../studies/sections.ts";
import { type StratumFact, type Summary, summarize } from "../summary.ts";
import { anchorsOf } from "./anchors.ts";
import { escapeHtml } from "./escape.ts";
import { copyable, type PageParts, pageHtml } from "./page-shell.ts";
import { scenarioSection } from "./scenario-table.ts";
import { claimTable, indexTable, section, verdictBadge } from "./verdict-tables.ts";

/** Strata linked from the answer, of each kind. */
const EXTREMES = 3;
/** Later ones override earlier ones. */
const STYLES = [
	import.meta.resolve("./page.css"),
	import.meta.resolve("./scenarios.css"),
	import.meta.resolve("./media.css"),
];

/** The report as one HTML file that needs nothing else: no network, no other file, and no script to be read. */
export function renderHtml(record: RunRecord): string {
	const summary = summarize(record);
	const anchors = anchorsOf(summary.strata);
	const { record: shown } = summary;
	const { mysql } = shown.environment;
	return pageHtml({
		title: `${shown.suiteTitle}: performance impact (measured)`,
		heading: shown.suiteTitle,
		place: `MySQL ${mysql.version}, scale ${shown.dataset.scale}, seed ${shown.dataset.seed}, run ${shown.runId}`,
		main: [
			answer(summary),
			indexTable(summary),
			claimTable(summary),
			extremes(summary, anchors),
			scenarioSection(summary, anchors),
			...studySections(shown).map((study) => sectionHtml(study, "folded")),
			method(summary),
		].join(""),
		data: dataOf(summary, anchors, renderMarkdown(record, "completion")),
		styles: STYLES,
	});
}

/** What the page's script cannot read off the page: the report to copy and the figures of the pairs. */
function dataOf(summary: Summary, anchors: ReadonlyMap<StratumFact, string>, markdown: string): PageParts["data"] {
	const pairs = summary.strata.map((fact) => [
		anchors.get(fact) ?? "",
		fact.stratum.pairs.map(([before, after]) => [formatMs(before), formatMs(after)]),
	]);
	return { markdown, pairs: Object.fromEntries(pairs) };
}

function answer(summary: Summary): string {
	const incomplete =
		summary.incomplete === null
			? ""
			: `<p class="incomplete"><strong>Incomplete.</strong> ${escapeHtml(summary.incomplete)}</p>`;
	return section(
		"answer",
		"Performance impact (measured)",
		`${incomplete}<p class="headline">${escapeHtml(summary.headline)}</p>`,
	);
}

/** What to look at first among the scenarios, with a link each. */
function extremes({ invalid, worst, best }: Summary, anchors: ReadonlyMap<StratumFact, string>): string {
	const list = (title: string, facts: readonly StratumFact[]): string => {
		const items = facts
			.slice(0, EXTREMES)
			.map(
				(fact) =>
					`<li><a href="#${anchors.get(fact) ?? ""}">${escapeHtml(fact.title)}</a>: ${escapeHtml(extentOf(fact))} ${verdictBadge(fact.stratum.verdict)}</li>`,
			);
		return facts.length === 0 ? "" : `<div><h3>${title}</h3><ul>${items.join("")}</ul></div>`;
	};
	const lists = [list("Invalid", invalid), list("Worst", worst), list("Best", best)].join("");
	return lists === "" ? "" : section("extremes", "Worst and best", `<div class="columns">${lists}</div>`);
}

function extentOf(fact: StratumFact): string {
	if (fact.stratum.change === undefined) return describeWork(fact.stratum);
	const { before, after, saved, factor } = stratumCells(fact);
	const gain = fact.stratum.verdict === "faster" ? `${saved} of the time saved, ` : "";
	return `${before} before, ${after} after: ${gain}${factor}`;
}

function method({ record }: Summary): string {
	const facts = [...environmentFacts(record), ...reproductionFacts(record)];
	const rows = facts.map(([label, value]) => `<dt>${escapeHtml(label)}</dt><dd>${escapeHtml(value)}</dd>`).join("");
	const items = [...record.notices, ...record.dataset.assumptions.map((text) => `Assumption: ${text}`)];
	const notes = items.length === 0 ? "" : `<ul>${items.map((text) => `<li>${escapeHtml(text)}</li>`).join("")}</ul>`;
	return section(
		"method",
		"Environment and method",
		`<dl>${rows}</dl><p>${escapeHtml(methodLine(record))}</p>${notes}<p>To reproduce. ${escapeHtml(reproductionNote(record))}</p>${copyable(reproductionCommand(record), "Command", "Copy command")}`,
	);
}
