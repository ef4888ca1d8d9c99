import type { RunRecord } from "../../record/schema.ts";
import { type ChartId, chartFile, chartsFor } from "../chart-list.ts";
import { formatBytes, formatNumber } from "../format.ts";
import {
	environmentFacts,
	methodLine,
	reproductionCommand,
	reproductionFacts,
	reproductionNote,
} from "../run-facts.ts";
import { sectionMarkdown } from "../studies/section-markdown.ts";
import { studySections } from "../studies/sections.ts";
import { type Summary, summarize } from "../summary.ts";
import { codeBlock, codeCell, plain, table } from "./markdown-text.ts";
import { pullRequestMarkdown } from "./pull-request.ts";
import { detailSection, extremesSection, regressionSection } from "./scenario-sections.ts";
import { claimSection, indexSection, scenarioTable } from "./verdict-sections.ts";

/**
 * summary: the verdicts alone; pr: to paste into a pull request; completion: to paste into a completion report; full: every
 * scenario with its evidence.
 */
export type MarkdownFormat = "completion" | "full" | "pr" | "summary";

/** Charts that only the format "full" shows. */
const ONLY_FULL: readonly ChartId[] = ["noise-floor"];

/** The report as Markdown; charts are linked as charts/<name>.png. Ends with a line break. */
export function renderMarkdown(record: RunRecord, format: MarkdownFormat): string {
	const summary = summarize(record);
	if (format === "pr") return pullRequestMarkdown(summary);
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
	return [...opening(summary), indexSection(summary), claimSection(summary), extremesSection(summary)];
}

function longReport(summary: Summary, full: boolean): readonly string[] {
	return [
		...opening(summary),
		indexSection(summary),
		image(summary, "scorecard"),
		claimSection(summary),
		image(summary, "claims"),
		regressionSection(summary),
		summary.strata.length === 0 ? "" : `## Scenarios\n\n${scenarioTable(summary.strata, summary)}`,
		image(summary, "before-after"),
		...studySections(summary.record).map(sectionMarkdown),
		full ? detailSection(summary) : "",
		full ? image(summary, "noise-floor") : "",
		full ? datasetSection(summary) : "",
		darkPictures(summary, full),
		closing(summary),
	];
}

function image(summary: Summary, id: ChartId): string {
	const entry = chartsFor(summary).find((chart) => chart.id === id);
	return entry === undefined ? "" : `![${plain(entry.alt)}](charts/${chartFile(id, "light")})`;
}

/** Where the pictures for dark pages are: no plain Markdown chooses one by the reader's theme. */
function darkPictures(summary: Summary, full: boolean): string {
	const shown = chartsFor(summary).filter(({ id }) => full || !ONLY_FULL.includes(id));
	if (shown.length === 0) return "";
	return `The charts on a dark background: ${shown.map(({ id }) => `[${id}](charts/${chartFile(id, "dark")})`).join(", ")}.`;
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
	const facts = [...environmentFacts(record), ...reproductionFacts(record)];
	return [
		"## Environment and method",
		table(
			["", ""],
			facts.map(([label, value]) => [label, plain(value)]),
		),
		plain(methodLine(record)),
		record.notices.map((notice) => `- ${plain(notice)}`).join("\n"),
		`To reproduce. ${plain(reproductionNote(record))}`,
		codeBlock("sh", reproductionCommand(record)),
	]
		.filter((block) => block !== "")
		.join("\n\n");
}
