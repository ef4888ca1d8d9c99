import type { CurveIndex, CurveRecord, StratumCurve } from "../../record/curve/schema.ts";
import { formatCount, formatNumber, formatPct, formatSeconds } from "../format.ts";
import { code, codeBlock, plain, table } from "../markdown/markdown-text.ts";
import { printableLine } from "../printable.ts";
import { curveChartFile } from "./curve-charts.ts";
import {
	curveFacts,
	curveHeadline,
	curveName,
	curveNotes,
	fromText,
	GROWTH_NOTE,
	growthText,
	indexSentence,
	PAYS_NOTE,
	pointCells,
} from "./curve-words.ts";

/** A scale curve as Markdown, its charts linked relatively. Ends with a line break. */
export function renderCurveMarkdown(curve: CurveRecord): string {
	const [facts = "", command = ""] = curveFacts(curve);
	const blocks = [
		`# Scale curve of ${plain(printableLine(curve.suite))}`,
		plain(curveHeadline(curve)),
		curve.indexes.map((index) => `- ${plain(indexSentence(index))}`).join("\n"),
		...curve.indexes.map(indexSection),
		"## Sizes",
		sizesTable(curve),
		"## How to read it",
		[...curveNotes(curve), GROWTH_NOTE, PAYS_NOTE].map((note) => `- ${plain(note)}`).join("\n"),
		"## How it was measured",
		plain(facts),
		codeBlock("sh", command),
	];
	return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
}

function indexSection(index: CurveIndex): string {
	const name = printableLine(index.name);
	if (index.curves.length === 0) return `## ${code(name)}\n\nNo scenario measured goes through it.`;
	const alt = `Time without and with ${name} against rows of ${printableLine(index.table)}, both axes logarithmic. ${indexSentence(index)}`;
	return [
		`## ${code(name)}`,
		`![${plain(alt)}](charts/${curveChartFile(index, "light")})`,
		`[The same on a dark background](charts/${curveChartFile(index, "dark")})`,
		table(
			["Scenario", "Grows without:", "Grows with:", "After / before grows:", "From which size on"],
			index.curves.map((curve) => [plain(curveName(curve)), ...growthCells(curve), plain(fromText(curve))]),
		),
		...index.curves.map((curve) =>
			[
				`### ${plain(curveName(curve))}`,
				table(
					["Scale", "Rows:", "Median without:", "Median with:", "Before / after:", "Verdict"],
					curve.points.map((point) => pointCells(point).map(plain)),
				),
			].join("\n\n"),
		),
	].join("\n\n");
}

function growthCells({ growth }: StratumCurve): readonly string[] {
	if (growth === undefined) return ["n/a", "n/a", "n/a"];
	return [growth.before, growth.after, growth.ratio].map((fit) => plain(growthText(fit)));
}

function sizesTable({ sizes, planned }: CurveRecord): string {
	const missing = planned.filter((scale) => !sizes.some((size) => size.scale === scale));
	const rows = sizes.map(({ scale, runId, rows, thresholdPct, seconds }) => [
		plain(printableLine(scale)),
		formatNumber(rows),
		`±${formatPct(thresholdPct)}`,
		formatSeconds(seconds),
		code(printableLine(runId)),
	]);
	const body = table(["Scale", "Rows of all tables:", "Threshold:", "Took:", "Run"], rows);
	if (missing.length === 0) return body;
	return `${body}\n\n${formatCount(missing.length, "size")} missing: ${plain(printableLine(missing.join(", ")))}.`;
}
