import type { CurveIndex, CurveRecord, StratumCurve } from "../../record/curve/schema.ts";
import { formatCount, formatNumber, formatPct, formatSeconds } from "../format.ts";
import { curvePlot } from "../html/curve-plot.ts";
import { type Html, html } from "../html/html.ts";
import { copyable, pageHtml } from "../html/page-shell.ts";
import { section } from "../html/verdict-tables.ts";
import { printableLine } from "../printable.ts";
import type { ReportTable } from "../studies/section.ts";
import { sectionHtml, tableHtml } from "../studies/section-html.ts";
import { renderCurveMarkdown } from "./curve-markdown.ts";
import {
	curveFacts,
	curveHeadline,
	curveName,
	curveNotes,
	curveSource,
	fromText,
	GROWTH_NOTE,
	growthText,
	indexSentence,
	PAYS_NOTE,
	pointCells,
} from "./curve-words.ts";

/** Later ones override earlier ones. */
const STYLES = [
	import.meta.resolve("../html/page.css"),
	import.meta.resolve("../html/scenarios.css"),
	import.meta.resolve("../html/curve.css"),
	import.meta.resolve("../html/media.css"),
];

/** A scale curve as one HTML file that needs nothing else: no network, no other file, and no script to be read. */
export function renderCurveHtml(curve: CurveRecord): string {
	const suite = printableLine(curve.suiteTitle);
	const [facts = "", command = ""] = curveFacts(curve);
	return pageHtml({
		title: `${suite}: scale curve`,
		heading: `Scale curve of ${suite}`,
		place: curveSource(curve),
		main: [
			answer(curve),
			sectionHtml({
				id: "growth",
				title: "How time grows",
				lead: GROWTH_NOTE,
				tables: [growthTable(curve)],
				notes: [
					"In the plots below, the shaded part is where every measured size from there on is faster, or slower, as the line above the plot says; a bar is the median's 95 % interval, a line the fitted power.",
				],
			}),
			...curve.indexes.map(indexSection),
			sectionHtml({ id: "sizes", title: "Sizes", lead: sizesLead(curve), tables: [sizesTable(curve)], notes: [] }),
			section(
				"method",
				"How it was measured",
				html`<p>${facts}</p><ul>${[...curveNotes(curve), PAYS_NOTE].map((note) => html`<li>${note}</li>`)}</ul>${copyable(command, "Command", "Copy command")}`,
			),
		],
		data: { markdown: renderCurveMarkdown(curve) },
		styles: STYLES,
	});
}

function answer(curve: CurveRecord): Html {
	const items = curve.indexes.map(
		(index, at) =>
			html`<li>${indexSentence(index)} <a href="#${anchorOf(at)}">Curve of ${printableLine(index.name)}</a></li>`,
	);
	const incomplete =
		curve.status === "complete"
			? undefined
			: html`<p class="incomplete"><strong>Incomplete.</strong> The curve is ${curve.status}${curve.failure === null ? "." : `: ${printableLine(curve.failure)}`}</p>`;
	return section(
		"answer",
		"From which size on it pays",
		html`${incomplete}<p class="headline">${curveHeadline(curve)}</p><ul>${items}</ul>`,
	);
}

function anchorOf(position: number): string {
	return `index-${position + 1}`;
}

function growthTable({ indexes }: CurveRecord): ReportTable {
	return {
		caption: "Time is proportional to rows to this power, with its interval",
		titles: ["Scenario", "Index", "Without:", "With:", "After / before:", "From which size on"],
		rows: indexes.flatMap((index) =>
			index.curves.map((curve) => [
				curveName(curve),
				printableLine(index.name),
				...growthCells(curve),
				fromText(curve),
			]),
		),
		code: [1],
	};
}

function growthCells({ growth }: StratumCurve): readonly string[] {
	if (growth === undefined) return ["n/a", "n/a", "n/a"];
	return [growth.before, growth.after, growth.ratio].map(growthText);
}

function indexSection(index: CurveIndex, position: number): Html {
	const title = `${printableLine(index.name)}: ${printableLine(index.table)} (${index.columns.map(printableLine).join(", ")})`;
	if (index.curves.length === 0)
		return section(anchorOf(position), title, html`<p>No scenario measured goes through it.</p>`);
	const plots = index.curves.map(
		(curve) =>
			html`<div><h3>${curveName(curve)}</h3><p>${fromText(curve)}</p><figure>${curvePlot(curve, index.table)}</figure></div>`,
	);
	const tables = index.curves.map((curve) =>
		tableHtml({
			caption: curveName(curve),
			titles: ["Scale", "Rows:", "Median without:", "Median with:", "Before / after:", "Verdict"],
			rows: curve.points.map(pointCells),
		}),
	);
	return section(anchorOf(position), title, html`<div class="columns">${plots}</div>${tables}`);
}

function sizesLead({ sizes, planned }: CurveRecord): string {
	const missing = planned.filter((scale) => !sizes.some((size) => size.scale === scale));
	const measured = `${formatCount(sizes.length, "size")} measured.`;
	if (missing.length === 0) return measured;
	return `${measured} ${formatCount(missing.length, "size")} missing: ${printableLine(missing.join(", "))}.`;
}

function sizesTable({ sizes }: CurveRecord): ReportTable {
	return {
		titles: ["Scale", "Rows of all tables:", "Threshold:", "Took:", "Run"],
		rows: sizes.map(({ scale, runId, rows, thresholdPct, seconds }) => [
			printableLine(scale),
			formatNumber(rows),
			`±${formatPct(thresholdPct)}`,
			formatSeconds(seconds),
			printableLine(runId),
		]),
		code: [4],
	};
}
