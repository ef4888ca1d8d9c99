import { formatFactor, formatMs } from "../format.ts";
import type { StratumFact, Summary } from "../summary.ts";
import { toneOf } from "../verdict-look.ts";
import { drawPicture } from "./canvas.ts";
import { CHART_WIDTH, drawColumnHead, drawFrame, drawStripes, FOOTING, HEADING, MARGIN, ROW } from "./frame.ts";
import { fitText, write } from "./lettering.ts";
import { logAxis, tickMs } from "./log-axis.ts";
import { dot, drawToneMark, type Pen, whisker } from "./marks.ts";
import type { Palette } from "./theme.ts";

const LABELS = 310;
const FIGURES = 350;
/** Half the distance between the lines of the two arms of a row, so that their intervals do not cover each other. */
const APART = 3.5;
/** Above this the picture outgrows what image viewers and code hosts show; the largest changes are kept. */
const MOST_ROWS = 80;

interface Row {
	readonly fact: StratumFact;
	readonly before: number;
	readonly after: number;
}

/** Median before and after per stratum on a logarithmic axis, with the intervals of the medians. */
export function drawBeforeAfter(summary: Summary, palette: Palette): Buffer {
	const all = summary.strata.flatMap(timedRow);
	const rows = largestChanges(all);
	const top = HEADING + 20;
	const height = top + rows.length * ROW + 24 + FOOTING;
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
		yAxis: { type: "linear", min: 0, max: Math.max(1, rows.length), ticks: [], label: () => "", grid: false },
		under: ({ pen }) => drawStripes(pen, rows.length, top, CHART_WIDTH, palette),
		over: ({ pen, x }) => {
			drawFrame(pen, {
				summary,
				palette,
				width: CHART_WIDTH,
				height,
				title: "Latency before and after the indexes",
				subtitle: `Median (p50) per stratum, logarithmic axis; ${whiskerNote(rows)}.${rows.length < all.length ? ` The ${rows.length} largest changes of ${all.length} strata.` : ""}`,
				key: keyOf(palette),
			});
			drawColumnHead(pen, "before", CHART_WIDTH - MARGIN - 274, top - 10, palette);
			drawColumnHead(pen, "after", CHART_WIDTH - MARGIN - 196, top - 10, palette);
			drawColumnHead(pen, "factor", CHART_WIDTH - MARGIN - 8, top - 10, palette);
			for (const [at, row] of rows.entries()) drawRow(pen, row, top + (at + 0.5) * ROW, x, palette);
		},
	});
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

function drawRow(pen: Pen, { fact, before, after }: Row, y: number, x: (ms: number) => number, palette: Palette): void {
	const { scenario, stratum } = fact;
	const tone = toneOf(stratum.verdict);
	const tail = scenario.strata.length > 1 ? ` · ${stratum.id}` : "";
	write(pen, fitText(pen, scenario.title, LABELS - 14, { tail }), MARGIN, y, { color: palette.text });
	pen.strokeStyle = palette.muted;
	pen.lineWidth = 1;
	pen.beginPath();
	pen.moveTo(x(before), y - APART);
	pen.lineTo(x(after), y + APART);
	pen.stroke();
	if (stratum.before.p50Ci)
		whisker(pen, x(stratum.before.p50Ci[0]), x(stratum.before.p50Ci[1]), y - APART, palette.before);
	if (stratum.after.p50Ci)
		whisker(pen, x(stratum.after.p50Ci[0]), x(stratum.after.p50Ci[1]), y + APART, palette.tones[tone]);
	dot(pen, x(before), y - APART, palette.before);
	drawToneMark(pen, x(after), y + APART, tone, palette.tones[tone], palette.background);
	write(pen, formatMs(before), CHART_WIDTH - MARGIN - 274, y, { color: palette.muted, align: "right" });
	write(pen, formatMs(after), CHART_WIDTH - MARGIN - 196, y, { color: palette.text, align: "right" });
	const decided = tone === "good" || tone === "bad";
	write(pen, outcomeOf(fact, decided), CHART_WIDTH - MARGIN - 8, y, {
		color: palette.tones[tone],
		bold: decided,
		align: "right",
	});
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
