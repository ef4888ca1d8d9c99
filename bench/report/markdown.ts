import type { RunRecord } from "../record/schema.ts";
import { type ChartId, chartFile, chartsFor } from "./chart-list.ts";
import { formatBytes, formatNumber } from "./format.ts";
import { codeBlock, codeCell, plain, table } from "./markdown/markdown-text.ts";
import { detailSection, extremesSection, regressionSection } from "./markdown/scenario-sections.ts";
import { claimSection, indexSection, scenarioTable } from "./markdown/verdict-sections.ts";
import { environmentFacts, methodLine, reproductionFacts } from "./run-facts.ts";
import { sectionMarkdown } from "./studies/section-markdown.ts";
import { studySections } from "./studies/sections.ts";
import { type Summary, summarize } from "./summary.ts";

/** summary: the verdicts alone; completion: to paste into a completion report; full: every scenario with its evidence. */
export type MarkdownFormat = "completion" | "full" | "summary";

/** The report as Markdown; charts are linked as charts/<name>.png. Ends with a line break. */
export function renderMarkdown(record: RunRecord, format: MarkdownFormat): string {
	const summary = summarize(record);
	const blocks = format === "summary" ? shortReport(summary) : longReport(summary, format === "full");
	return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
}

function opening(summary: Summary): readonly string[] {
	return [
		"# Performance Impact (Measured)",
		summary.incomplete === null ? "" : `> **Incomplete.** ${plain(summary.incomplete)}`,
		plain(summary.answer),
	];
}

function shortReport(summary: Summary): readonly string[] {
	return [...opening(summary), claimSection(summary), indexSection(summary), extremesSection(summary)];
}

function longReport(summary: Summary, full: boolean): readonly string[] {
	return [
		...opening(summary),
		claimSection(summary),
		image(summary, "claims"),
		indexSection(summary),
		image(summary, "scorecard"),
		regressionSection(summary),
		summary.strata.length === 0 ? "" : `## Scenarios\n\n${scenarioTable(summary.strata)}`,
		image(summary, "before-after"),
		...studySections(summary.record).map(sectionMarkdown),
		full ? image(summary, "distribution") : "",
		full ? detailSection(summary) : "",
		full ? image(summary, "noise-floor") : "",
		full ? datasetSection(summary) : "",
		closing(summary),
	];
}

function image(summary: Summary, id: ChartId): string {
	const entry = chartsFor(summary).find((chart) => chart.id === id);
	return entry === undefined ? "" : `![${plain(entry.alt)}](charts/${chartFile(id, "light")})`;
}

function datasetSection({ record }: Summary): string {
	const rows = record.dataset.tables.map((entry) => [
		codeCell(entry.name),
		formatNumber(entry.rows),
		formatBytes(entry.dataBytes),
		formatBytes(entry.indexBytes),
	]);
	const assumptions = record.dataset.assumptions.map((assumption) => `- ${plain(assumption)}`).join("\n");
	return [
		"## Dataset",
		table(["Table", "Rows:", "Data:", "Other indexes:"], rows),
		assumptions === "" ? "" : `Assumptions:\n\n${assumptions}`,
	]
		.filter((block) => block !== "")
		.join("\n\n");
}

function closing({ record }: Summary): string {
	const facts = [...environmentFacts(record), ...reproductionFacts(record).slice(1)];
	return [
		"## Environment and method",
		table(
			["", ""],
			facts.map(([label, value]) => [label, plain(value)]),
		),
		plain(methodLine(record)),
		record.notices.map((notice) => `- ${plain(notice)}`).join("\n"),
		"To reproduce:",
		codeBlock("sh", record.command),
	]
		.filter((block) => block !== "")
		.join("\n\n");
}
