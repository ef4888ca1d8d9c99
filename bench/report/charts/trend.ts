import { createCanvas, loadImage } from "@napi-rs/canvas";
import type { Trend, TrendSeries } from "../../judge/trend.ts";
import { formatCount, formatSignedPct, formatTime } from "../format.ts";
import { printableLine } from "../printable.ts";
import { formatRatio, orderedSeries, seriesName, shiftPct } from "../trend/trend-words.ts";
import { drawPicture, PIXEL_RATIO } from "./canvas.ts";
import { CHART_WIDTH, drawSourcedFrame, FOOTING, HEADING, MARGIN } from "./frame.ts";
import { fitText, SMALL_SIZE, write } from "./lettering.ts";
import { fence } from "./line-marks.ts";
import type { Pen } from "./marks.ts";
import type { Palette } from "./theme.ts";

const COLUMNS = 3;
const PANEL = { width: Math.floor((CHART_WIDTH - 2 * MARGIN) / COLUMNS), height: 176 } as const;
/** Panels in one picture; those that changed come first. */
const MOST_PANELS = 60;
const DAY_MS = 86_400_000;

/** The ratio of every stratum run by run, its levels between change points, and the change points themselves. */
export async function drawTrend(trend: Trend, palette: Palette): Promise<Buffer> {
	const series = orderedSeries(trend).slice(0, MOST_PANELS);
	const height = HEADING + Math.max(1, Math.ceil(series.length / COLUMNS)) * PANEL.height + FOOTING;
	const canvas = createCanvas(CHART_WIDTH * PIXEL_RATIO, height * PIXEL_RATIO);
	const pen = canvas.getContext("2d");
	pen.fillStyle = palette.background;
	pen.fillRect(0, 0, canvas.width, canvas.height);
	const times = trend.runs.map(({ startedAt }) => Date.parse(startedAt));
	const span: readonly [number, number] = [times[0] ?? 0, times.at(-1) ?? 0];
	for (const [at, entry] of series.entries()) {
		const panel = await loadImage(drawPanel(entry, span, palette));
		const x = MARGIN + (at % COLUMNS) * PANEL.width;
		const y = HEADING + Math.floor(at / COLUMNS) * PANEL.height;
		pen.drawImage(panel, x * PIXEL_RATIO, y * PIXEL_RATIO);
	}
	pen.scale(PIXEL_RATIO, PIXEL_RATIO);
	const { last } = trend;
	const shown = series.length < trend.series.length ? ` ${series.length} of ${trend.series.length} strata.` : "";
	drawSourcedFrame(pen, {
		palette,
		width: CHART_WIDTH,
		height,
		title: "Time with the indexes over time without, run by run",
		subtitle: `Below 1 the indexes help; a step up means that they help less. Logarithmic axes, each panel its own.${shown}`,
		key: [
			{ text: "a run and its interval", sign: (p, x, y) => point(p, x, y, palette.before) },
			{ text: "level between changes", sign: (p, x, y) => rule(p, x - 8, x + 8, y, palette.after) },
			{ text: "change point", sign: (p, x, y) => fence(p, x, y - 8, y + 8, palette.tones.bad) },
		],
		source: printableLine(
			`index-impact history, ${formatCount(trend.runs.length, "run")} to ${last.runId}, suite ${last.suite}, MySQL ${last.mysql}, scale ${last.scale}`,
		),
		warning: "",
	});
	return canvas.toBuffer("image/png");
}

function drawPanel(series: TrendSeries, [first, last]: readonly [number, number], palette: Palette): Buffer {
	const { points, changes } = series;
	const margin = Math.max(DAY_MS / 4, (last - first) / 30);
	const y = ratioAxis(series);
	const timeOf = (at: number): number => Date.parse(points[at]?.startedAt ?? "") || last;
	return drawPicture({
		width: PANEL.width,
		height: PANEL.height,
		palette,
		padding: { left: 4, right: 26, top: 48, bottom: 8 },
		xAxis: {
			type: "linear",
			min: first - margin,
			max: last + margin,
			ticks: dateTicks(first, last),
			label: (time) => formatTime(new Date(time).toISOString()).slice(0, 10),
			grid: false,
		},
		yAxis: { type: "logarithmic", ...y, label: (ratio) => formatRatio(Math.log(ratio)) },
		over: ({ pen, x, y: toY, top, bottom }) => {
			const inside = (d: number): number => Math.min(bottom, Math.max(top, toY(Math.exp(d))));
			for (const [at, { ratio, ci }] of points.entries()) {
				reach(pen, x(timeOf(at)), inside(ci[0]), inside(ci[1]), palette.grid);
				point(pen, x(timeOf(at)), toY(Math.exp(ratio)), palette.before);
			}
			for (const { from, to, level } of levels(series)) {
				rule(pen, x(timeOf(from)), x(timeOf(to)), toY(Math.exp(level)), palette.after);
			}
			for (const { at } of changes) {
				fence(pen, (x(timeOf(at - 1)) + x(timeOf(at))) / 2, top, bottom, palette.tones.bad);
			}
			write(pen, fitText(pen, seriesName(series), PANEL.width - 34, { bold: true }), 8, 14, {
				color: palette.text,
				bold: true,
			});
			const words = changes.map((change) => formatSignedPct(shiftPct(change))).join(", then ");
			write(pen, fitText(pen, words === "" ? "no change point" : `changed by ${words}`, PANEL.width - 34), 8, 32, {
				color: changes.length === 0 ? palette.muted : palette.text,
				size: SMALL_SIZE,
			});
		},
	});
}

/** Just wide enough for the points, but never so narrow that noise looks like news: at least a tenth to either side. */
function ratioAxis({ points }: TrendSeries): { min: number; max: number; ticks: readonly number[] } {
	const ratios = points.map(({ ratio }) => ratio);
	const [low, high] = [Math.min(...ratios), Math.max(...ratios)];
	const middle = (low + high) / 2;
	const half = Math.max(Math.log(1.1), ((high - low) / 2) * 1.15);
	const ticks = [middle - half, middle, middle + half].map(Math.exp);
	return { min: ticks[0] ?? 0.1, max: ticks[2] ?? 10, ticks };
}

function point(pen: Pen, x: number, y: number, color: string): void {
	pen.fillStyle = color;
	pen.beginPath();
	pen.arc(x, y, 2.5, 0, 2 * Math.PI);
	pen.fill();
}

function reach(pen: Pen, x: number, from: number, to: number, color: string): void {
	pen.strokeStyle = color;
	pen.lineWidth = 1.5;
	pen.beginPath();
	pen.moveTo(x, from);
	pen.lineTo(x, to);
	pen.stroke();
}

/** The stretches between changes: positions of their first and last run, and their mean. */
function levels({ points, changes }: TrendSeries): readonly { from: number; to: number; level: number }[] {
	const bounds = [0, ...changes.map(({ at }) => at), points.length];
	return bounds.slice(1).flatMap((end, i) => {
		const from = bounds[i] ?? 0;
		const part = points.slice(from, end);
		const level = part.reduce((sum, { ratio }) => sum + ratio, 0) / part.length;
		return part.length === 0 ? [] : [{ from, to: end - 1, level }];
	});
}

/** First and last day, and one between where there is room. */
function dateTicks(first: number, last: number): readonly number[] {
	return last - first < DAY_MS ? [first] : [first, (first + last) / 2, last];
}

function rule(pen: Pen, left: number, right: number, y: number, color: string): void {
	pen.strokeStyle = color;
	pen.lineWidth = 2;
	pen.beginPath();
	// A level of one run is still a stroke.
	pen.moveTo(Math.min(left, right - 4), y);
	pen.lineTo(Math.max(right, left + 4), y);
	pen.stroke();
}
