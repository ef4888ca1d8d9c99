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
import { type Html, html, isNothing } from "./html.ts";
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
		],
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

function answer(summary: Summary): Html {
	const incomplete =
		summary.incomplete === null
			? undefined
			: html`<p class="incomplete"><strong>Incomplete.</strong> ${summary.incomplete}</p>`;
	return section(
		"answer",
		"Performance impact (measured)",
		html`${incomplete}<p class="headline">${summary.headline}</p>`,
	);
}

/** What to look at first among the scenarios, with a link each. */
function extremes({ invalid, worst, best }: Summary, anchors: ReadonlyMap<StratumFact, string>): Html {
	const list = (title: string, facts: readonly StratumFact[]): Html | undefined => {
		const items = facts
			.slice(0, EXTREMES)
			.map(
				(fact) =>
					html`<li><a href="#${anchors.get(fact) ?? ""}">${fact.title}</a>: ${extentOf(fact)} ${verdictBadge(fact.stratum.verdict)}</li>`,
			);
		return facts.length === 0 ? undefined : html`<div><h3>${title}</h3><ul>${items}</ul></div>`;
	};
	const lists = [list("Invalid", invalid), list("Worst", worst), list("Best", best)];
	return isNothing(lists) ? html`` : section("extremes", "Worst and best", html`<div class="columns">${lists}</div>`);
}

function extentOf(fact: StratumFact): string {
	if (fact.stratum.change === undefined) return describeWork(fact.stratum);
	const { before, after, saved, factor } = stratumCells(fact);
	const gain = fact.stratum.verdict === "faster" ? `${saved} of the time saved, ` : "";
	return `${before} before, ${after} after: ${gain}${factor}`;
}

function method({ record }: Summary): Html {
	const facts = [...environmentFacts(record), ...reproductionFacts(record)];
	const rows = facts.map(([label, value]) => html`<dt>${label}</dt><dd>${value}</dd>`);
	const items = [...record.notices, ...record.dataset.assumptions.map((text) => `Assumption: ${text}`)];
	const notes = items.length === 0 ? undefined : html`<ul>${items.map((text) => html`<li>${text}</li>`)}</ul>`;
	return section(
		"method",
		"Environment and method",
		html`<dl>${rows}</dl><p>${methodLine(record)}</p>${notes}<p>To reproduce. ${reproductionNote(record)}</p>${copyable(reproductionCommand(record), "Command", "Copy command")}`,
	);
}
