import { formatFactor, formatMs } from "../format.ts";
import type { StratumFact, Summary } from "../summary.ts";
import { toneOf } from "../verdict-look.ts";
import { beforeAfterTitle } from "../words/chart-titles.ts";
import { drawPicture, measuringPen } from "./canvas.ts";
import { CHART_WIDTH, drawColumnHead, drawFrame, FOOTING, HEADING, MARGIN, ROW } from "./frame.ts";
import { groupedByIndex } from "./grouped-rows.ts";
import { fitText, linesOf, write } from "./lettering.ts";
import { logAxis, tickMs } from "./log-axis.ts";
import { dot, drawToneMark, type Pen, whisker } from "./marks.ts";
import type { Palette } from "./theme.ts";

const LABELS = 330;
const FIGURES = 330;
/** Right edges of the columns of figures, from the right edge of the picture. */
const COLUMNS = { before: 254, after: 176, factor: 8 } as const;
/** Height of each line of a label beyond the first, and of the line that names a group. */
const LINE = 16;
const GROUP = 30;
/** Above this the picture outgrows what image viewers and code hosts show; the largest changes are kept. */
const MOST_ROWS = 80;

interface Row {
	readonly fact: StratumFact;
	readonly before: number;
	readonly after: number;
}

/** A line of the picture: the name of an index, or a stratum below it. */
type Line =
	| { readonly kind: "group"; readonly title: string; readonly height: number }
	| { readonly kind: "row"; readonly row: Row; readonly label: readonly string[]; readonly height: number };

/** Median before and after per stratum on a logarithmic axis, with the intervals of the medians, by index, the worst first. */
export function drawBeforeAfter(summary: Summary, palette: Palette): Buffer {
	const all = summary.strata.flatMap(timedRow);
	const rows = largestChanges(all);
	const top = HEADING + 20;
	const measure = measuringPen();
	const lines = groupedByIndex(rows, summary).flatMap(({ title, rows }): Line[] => [
		{ kind: "group", title, height: GROUP },
		...rows.map((row): Line => {
			const label = linesOf(measure, labelOf(row.fact), LABELS - 24);
			return { kind: "row", row, label, height: ROW + LINE * (label.length - 1) };
		}),
	]);
	const plot = lines.reduce((sum, { height }) => sum + height, 0);
	const height = top + plot + 24 + FOOTING;
	const axis = logAxis(
		rows.flatMap(({ fact: { stratum }, before, after }) => [
			before,
			after,
			...(stratum.before.p50Ci ?? []),
			...(stratum.after.p50Ci ?? []),
		]),
	);
	return drawPicture({
		width: CHART_WIDTH,
		height,
		palette,
		padding: { left: MARGIN + LABELS, right: MARGIN + FIGURES, top, bottom: FOOTING },
		xAxis: { type: "logarithmic", ...axis, label: tickMs },
		yAxis: { type: "linear", min: 0, max: Math.max(1, plot), ticks: [], label: () => "", grid: false },
		under: ({ pen }) => {
			pen.fillStyle = palette.stripe;
			eachLine(lines, top, (line, y) => {
				if (line.kind === "group") pen.fillRect(MARGIN / 2, y, CHART_WIDTH - MARGIN, line.height);
			});
		},
		over: ({ pen, x }) => {
			drawFrame(pen, {
				summary,
				palette,
				width: CHART_WIDTH,
				height,
				title: beforeAfterTitle(summary),
				subtitle: `Median (p50) per stratum, logarithmic axis; ${whiskerNote(rows)}.${rows.length < all.length ? ` The ${rows.length} largest changes of ${all.length} strata.` : ""}`,
				key: keyOf(palette),
			});
			for (const [name, right] of Object.entries(COLUMNS))
				drawColumnHead(pen, name, CHART_WIDTH - MARGIN - right, top - 10, palette);
			eachLine(lines, top, (line, y) => {
				if (line.kind === "row") drawRow(pen, line.row, line.label, y, line.height, x, palette);
				else
					write(pen, fitText(pen, line.title, CHART_WIDTH - 2 * MARGIN, { bold: true }), MARGIN, y + line.height / 2, {
						color: palette.text,
						bold: true,
					});
			});
		},
	});
}

function eachLine(lines: readonly Line[], top: number, draw: (line: Line, y: number) => void): void {
	let y = top;
	for (const line of lines) {
		draw(line, y);
		y += line.height;
	}
}

function labelOf({ scenario, stratum }: StratumFact): string {
	return scenario.strata.length > 1 ? `${scenario.title} · ${stratum.id}` : scenario.title;
}

/** Few samples do not tell how much they depend on each other, and an interval that takes them for independent is too sure. */
function whiskerNote(rows: readonly Row[]): string {
	const asIf = rows.some(({ fact: { stratum } }) =>
		[stratum.before, stratum.after].some((arm) => arm.p50CiAsIfIndependent === true),
	);
	if (!asIf) return "whiskers are 95 % intervals of the median";
	return "whiskers: its 95 % interval as if samples were independent, spread rather than certainty";
}

function timedRow(fact: StratumFact): Row[] {
	const { beforeMs: before, afterMs: after } = fact;
	return before !== undefined && after !== undefined && before > 0 && after > 0 ? [{ fact, before, after }] : [];
}

/** The rows with the largest change, in the record's order. */
function largestChanges(rows: readonly Row[]): readonly Row[] {
	const size = ({ before, after }: Row): number => Math.abs(Math.log(after / before));
	const kept = new Set([...rows].sort((a, b) => size(b) - size(a)).slice(0, MOST_ROWS));
	return rows.filter((row) => kept.has(row));
}

function drawRow(
	pen: Pen,
	{ fact, before, after }: Row,
	label: readonly string[],
	top: number,
	height: number,
	x: (ms: number) => number,
	palette: Palette,
): void {
	const { stratum } = fact;
	const tone = toneOf(stratum.verdict);
	const y = top + height / 2;
	for (const [at, line] of label.entries())
		write(pen, line, MARGIN + 12, y + (at - (label.length - 1) / 2) * LINE, { color: palette.text });
	pen.strokeStyle = palette.muted;
	pen.lineWidth = 1;
	pen.beginPath();
	pen.moveTo(x(before), y);
	pen.lineTo(x(after), y);
	pen.stroke();
	if (stratum.before.p50Ci) whisker(pen, x(stratum.before.p50Ci[0]), x(stratum.before.p50Ci[1]), y, palette.before);
	if (stratum.after.p50Ci) whisker(pen, x(stratum.after.p50Ci[0]), x(stratum.after.p50Ci[1]), y, palette.tones[tone]);
	dot(pen, x(before), y, palette.before);
	drawToneMark(pen, x(after), y, tone, palette.tones[tone], palette.background);
	const figure = (text: string, right: number, color: string, bold = false) =>
		write(pen, text, CHART_WIDTH - MARGIN - right, y, { color, bold, align: "right" });
	figure(formatMs(before), COLUMNS.before, palette.muted);
	figure(formatMs(after), COLUMNS.after, palette.text);
	const decided = tone === "good" || tone === "bad";
	figure(outcomeOf(fact, decided), COLUMNS.factor, palette.tones[tone], decided);
}

/** The factor, and the verdict where the factor alone does not say it. */
function outcomeOf({ stratum: { change, verdict }, fragile }: StratumFact, decided: boolean): string {
	if (change === undefined || verdict === "invalid") return verdict;
	const factor = `${formatFactor(change.factor)}${fragile ? " †" : ""}`;
	return decided ? factor : `${factor}, ${verdict}`;
}

function keyOf(palette: Palette): { text: string; sign: (pen: Pen, x: number, y: number) => void }[] {
	const mark = (tone: "good" | "bad" | "neutral" | "open" | "broken") => (pen: Pen, x: number, y: number) =>
		drawToneMark(pen, x, y, tone, palette.tones[tone], palette.background);
	return [
		{ text: "before", sign: (pen, x, y) => dot(pen, x, y, palette.before) },
		{ text: "after: faster", sign: mark("good") },
		{ text: "after: slower", sign: mark("bad") },
		{ text: "after: no change", sign: mark("neutral") },
		{ text: "after: unresolved", sign: mark("open") },
		{ text: "invalid", sign: mark("broken") },
		{ text: "† factor less robust: faster arm under 1 ms", sign: () => {} },
	];
}
