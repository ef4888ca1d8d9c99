import { createCanvas, loadImage } from "@napi-rs/canvas";
import type { CurveIndex, CurvePoint, CurveRecord, Growth, StratumCurve } from "../../record/curve/schema.ts";
import { curveName, curveSource, fromText, gapText, growthText } from "../curve/curve-words.ts";
import { printableLine } from "../printable.ts";
import { drawPicture, PIXEL_RATIO } from "./canvas.ts";
import { CHART_WIDTH, drawSourcedFrame, FOOTING, HEADING, MARGIN } from "./frame.ts";
import { fitText, SMALL_SIZE, wrapText, write } from "./lettering.ts";
import { box, fence, hatch, upright } from "./line-marks.ts";
import { logAxis, tickMs, tickRows } from "./log-axis.ts";
import { dot, drawToneMark, type Pen, whisker } from "./marks.ts";
import type { Palette } from "./theme.ts";

const PANEL_HEIGHT = 384;
/** Room on the right of a panel for what its lines are called. */
const LABELS = 168;
/** Logical pixels between the middles of two labels of two lines each. */
const LABEL_HEIGHT = 36;
/** Panels in one picture; the strongest and the worst come first. */
const MOST_PANELS = 4;

/** What one index does to latency as its table grows: one panel per stratum, the strongest and the worst first. */
export async function drawScaleCurve(curve: CurveRecord, index: CurveIndex, palette: Palette): Promise<Buffer> {
	const shown = index.curves.slice(0, MOST_PANELS);
	const columns = Math.min(2, Math.max(1, shown.length));
	const width = (CHART_WIDTH - 2 * MARGIN) / columns;
	const height = HEADING + Math.ceil(shown.length / columns) * PANEL_HEIGHT + FOOTING;
	const canvas = createCanvas(CHART_WIDTH * PIXEL_RATIO, height * PIXEL_RATIO);
	const pen = canvas.getContext("2d");
	pen.fillStyle = palette.background;
	pen.fillRect(0, 0, canvas.width, canvas.height);
	for (const [at, stratum] of shown.entries()) {
		const panel = await loadImage(drawPanel(stratum, printableLine(index.table), width, palette));
		const x = MARGIN + (at % columns) * width;
		const y = HEADING + Math.floor(at / columns) * PANEL_HEIGHT;
		pen.drawImage(panel, x * PIXEL_RATIO, y * PIXEL_RATIO);
	}
	pen.scale(PIXEL_RATIO, PIXEL_RATIO);
	const left = index.curves.length - shown.length;
	drawSourcedFrame(pen, {
		palette,
		width: CHART_WIDTH,
		height,
		title: `${printableLine(index.name)}: latency as ${printableLine(index.table)} grows`,
		subtitle: `Medians; whiskers are their spread, not certainty. Both axes logarithmic, so that a straight line is a power of the rows.${left > 0 ? ` ${left} more in curve.md.` : ""}`,
		key: [
			{ text: "without the index", sign: (p, x, y) => dot(p, x, y, palette.before) },
			{ text: "with it", sign: (p, x, y) => hollow(p, x, y, palette) },
			{ text: "every larger size is faster, beyond the threshold", sign: (p, x, y) => box(p, x, y, palette.band) },
			{ text: "slower", sign: (p, x, y) => hatch(p, x - 7, x + 7, y - 7, y + 7, palette.tones.bad) },
			{ text: "break-even and its interval", sign: (p, x, y) => fence(p, x, y - 8, y + 8, palette.tones.open) },
		],
		source: curveSource(curve),
		warning: curve.status === "complete" ? "" : `  ·  ${curve.status}: some sizes are missing`,
	});
	return canvas.toBuffer("image/png");
}

function drawPanel(stratum: StratumCurve, table: string, width: number, palette: Palette): Buffer {
	const { points, growth, fasterFrom, slowerFrom } = stratum;
	const rows = logAxis(
		points.map((point) => point.rows),
		1.5,
	);
	const times = logAxis(
		points.flatMap(({ before, after }) => [before, after].flatMap(({ p50, p50Ci = [p50, p50] }) => [...p50Ci])),
		1.6,
	);
	return drawPicture({
		width,
		height: PANEL_HEIGHT,
		palette,
		padding: { left: 4, right: LABELS, top: 70, bottom: 44 },
		xAxis: { type: "logarithmic", ...rows, label: tickRows },
		yAxis: { type: "logarithmic", ...times, label: tickMs },
		under: ({ pen, x, right, top, bottom }) => {
			if (fasterFrom !== null) {
				pen.fillStyle = palette.band;
				pen.fillRect(x(fasterFrom.rows), top, right - x(fasterFrom.rows), bottom - top);
			}
			if (slowerFrom !== null) hatch(pen, x(slowerFrom.rows), right, top, bottom, palette.tones.bad);
		},
		over: ({ pen, x, y, left, right, top, bottom }) => {
			write(pen, fitText(pen, curveName(stratum), width - 16, { bold: true }), 8, 14, {
				color: palette.text,
				bold: true,
			});
			for (const [at, line] of wrapText(pen, fromText(stratum), width - 16, 2, SMALL_SIZE).entries()) {
				write(pen, line, 8, 33 + 17 * at, { color: palette.muted, size: SMALL_SIZE });
			}
			write(pen, `rows of ${table}`, (left + right) / 2, PANEL_HEIGHT - 32, {
				color: palette.muted,
				size: SMALL_SIZE,
				align: "center",
			});
			write(pen, gapText(stratum), width - 12, PANEL_HEIGHT - 14, {
				color: palette.text,
				size: SMALL_SIZE,
				align: "right",
			});
			const crossing = stratum.breakEven ?? stratum.turnsSlower;
			if (crossing !== undefined) {
				const inside = (pixel: number) => Math.min(right, Math.max(left, pixel));
				const [low, high] = [x(crossing.ci[0] ?? rows.min), x(crossing.ci[1] ?? rows.max)];
				fence(pen, inside(x(crossing.rows)), top, bottom, palette.tones.open);
				whisker(pen, inside(low), inside(high), bottom - 5, palette.tones.open);
			}
			const place = { x, y, first: points[0]?.rows ?? 1, last: points.at(-1)?.rows ?? 1, top, bottom };
			if (growth !== undefined) {
				line(pen, growth.before, place, palette.before);
				line(pen, growth.after, place, palette.after);
			}
			for (const point of points) drawPoint(pen, point, x(point.rows), y, palette);
			drawLabels(pen, stratum, right + 10, y, [top, bottom], palette);
		},
	});
}

/** What each line is, at its end, and how it grows; pushed apart where the ends meet. */
function drawLabels(
	pen: Pen,
	{ points, growth }: StratumCurve,
	x: number,
	y: (ms: number) => number,
	[top, bottom]: readonly [number, number],
	palette: Palette,
): void {
	const last = points.at(-1);
	if (last === undefined) return;
	const labels = [
		{ text: "without", color: palette.text, at: y(last.before.p50), fit: growth?.before },
		{ text: "with", color: palette.after, at: y(last.after.p50), fit: growth?.after },
	].toSorted((a, b) => a.at - b.at);
	const [upper, lower] = labels;
	if (upper === undefined || lower === undefined) return;
	const push = Math.max(0, LABEL_HEIGHT - (lower.at - upper.at)) / 2;
	const half = LABEL_HEIGHT / 2;
	const upperAt = Math.min(bottom - LABEL_HEIGHT - half, Math.max(top + half, upper.at - push));
	const lowerAt = Math.min(bottom - half, Math.max(upperAt + LABEL_HEIGHT, lower.at + push));
	for (const [label, at] of [
		[upper, upperAt],
		[lower, lowerAt],
	] as const) {
		write(pen, label.text, x, at - 8, { color: label.color, bold: true });
		if (label.fit === undefined) continue;
		write(pen, `rows^${growthText(label.fit)}`, x, at + 8, { color: palette.text, size: SMALL_SIZE });
	}
}

interface Place {
	readonly x: (rows: number) => number;
	readonly y: (ms: number) => number;
	readonly first: number;
	readonly last: number;
	readonly top: number;
	readonly bottom: number;
}

/** The fitted line between the smallest and the largest size, never outside the plot. */
function line(
	pen: Pen,
	{ exponent, intercept }: Growth,
	{ x, y, first, last, top, bottom }: Place,
	color: string,
): void {
	const at = (rows: number) => y(Math.exp(intercept + exponent * Math.log(rows)));
	pen.save();
	pen.beginPath();
	pen.rect(x(first) - 1, top, x(last) - x(first) + 2, bottom - top);
	pen.clip();
	pen.strokeStyle = color;
	pen.lineWidth = 1.5;
	pen.beginPath();
	pen.moveTo(x(first), at(first));
	pen.lineTo(x(last), at(last));
	pen.stroke();
	pen.restore();
}

function drawPoint(pen: Pen, point: CurvePoint, x: number, y: (ms: number) => number, palette: Palette): void {
	for (const [arm, color] of [
		[point.before, palette.before],
		[point.after, palette.after],
	] as const) {
		if (arm.p50Ci !== undefined) upright(pen, x, y(arm.p50Ci[0]), y(arm.p50Ci[1]), color);
	}
	dot(pen, x, y(point.before.p50), palette.before);
	hollow(pen, x, y(point.after.p50), palette);
}

function hollow(pen: Pen, x: number, y: number, palette: Palette): void {
	drawToneMark(pen, x, y, "neutral", palette.after, palette.background);
}
