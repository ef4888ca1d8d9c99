import { formatCount, formatPct, formatPctWithInterval } from "../format.ts";
import type { Summary } from "../summary.ts";
import { noiseTitle } from "../words/chart-titles.ts";
import { drawPicture } from "./canvas.ts";
import { CHART_WIDTH, drawColumnHead, drawFrame, drawStripes, FOOTING, HEADING, MARGIN } from "./frame.ts";
import { fitText, SMALL_SIZE, write } from "./lettering.ts";
import { beyond, drawToneMark, type Pen, whisker } from "./marks.ts";
import type { Palette } from "./theme.ts";

const LABELS = 310;
const FIGURES = 230;
const ROW = 40;
/** A trial of few pairs may reach far; the axis stops where the threshold would become unreadable. */
const WIDEST_AXIS_PCT = 40;

type NullTrial = Summary["record"]["noiseFloor"]["trials"][number];

/** What identical arms showed in every null trial, against the threshold that a change must beat to count. */
export function drawNoiseFloor(summary: Summary, palette: Palette): Buffer {
	const { noiseFloor, threshold } = summary.record;
	const top = HEADING + 20;
	const height = top + noiseFloor.trials.length * ROW + 24 + FOOTING;
	const reach = Math.max(threshold.pct * 1.2, ...noiseFloor.trials.flatMap(({ ci }) => ci.map(Math.abs)));
	const limit = Math.min(WIDEST_AXIS_PCT, Math.ceil(reach / 5) * 5);
	const step = limit > 20 ? 10 : 5;
	const ticks = Array.from(
		{ length: 2 * Math.floor(limit / step) + 1 },
		(_, i) => (i - Math.floor(limit / step)) * step,
	);
	return drawPicture({
		width: CHART_WIDTH,
		height,
		palette,
		padding: { left: MARGIN + LABELS, right: MARGIN + FIGURES, top, bottom: FOOTING },
		xAxis: { type: "linear", min: -limit, max: limit, ticks, label: formatPct },
		yAxis: { type: "linear", min: 0, max: noiseFloor.trials.length, ticks: [], label: () => "", grid: false },
		under: ({ pen, x, bottom }) => {
			drawStripes(pen, noiseFloor.trials.length, top, CHART_WIDTH, palette, ROW);
			const inside = (pct: number): number => x(Math.max(-limit, Math.min(limit, pct)));
			pen.fillStyle = palette.band;
			pen.fillRect(inside(-threshold.pct), top, inside(threshold.pct) - inside(-threshold.pct), bottom - top);
		},
		over: ({ pen, x, left, right, bottom }) => {
			drawFrame(pen, {
				summary,
				palette,
				width: CHART_WIDTH,
				height,
				title: noiseTitle(summary),
				subtitle: `Change between identical arms with its 95 % interval. A change counts only beyond the threshold of ±${formatPct(threshold.pct)}; the noise floor is ${formatPct(noiseFloor.pct)} from ${formatCount(noiseFloor.pairs, "pair")}.`,
				key: [
					{ text: "null trial", sign: (p, cx, cy) => mark(p, cx, cy, palette) },
					{ text: "threshold", sign: (p, cx, cy) => band(p, cx, cy, palette) },
					{ text: "noise floor", sign: (p, cx, cy) => line(p, cx, cy - 7, cy + 7, palette) },
				],
			});
			drawColumnHead(pen, "change", CHART_WIDTH - MARGIN - 8, top - 10, palette);
			for (const pct of [-noiseFloor.pct, noiseFloor.pct]) {
				if (Math.abs(pct) <= limit) line(pen, x(pct), top, bottom, palette);
			}
			for (const [at, trial] of noiseFloor.trials.entries()) {
				drawTrial(pen, trial, top + (at + 0.5) * ROW, x, [left, right], palette);
			}
		},
	});
}

function drawTrial(
	pen: Pen,
	trial: NullTrial,
	y: number,
	x: (pct: number) => number,
	[left, right]: readonly [number, number],
	palette: Palette,
): void {
	const inside = (pixel: number): number => Math.min(right, Math.max(left, pixel));
	const [low, high] = [x(trial.ci[0]), x(trial.ci[1])];
	whisker(pen, inside(low), inside(high), y, palette.text);
	if (low < left) beyond(pen, left, y, -1, palette.text);
	if (high > right) beyond(pen, right, y, 1, palette.text);
	mark(pen, inside(x(trial.reductionPct)), y, palette);
	write(pen, fitText(pen, trial.scenario, LABELS - 14, { tail: ` · ${trial.stratum}` }), MARGIN, y, {
		color: palette.text,
	});
	const end = CHART_WIDTH - MARGIN - 8;
	write(pen, formatPctWithInterval(trial.reductionPct, trial.ci), end, y - 8, {
		color: palette.text,
		align: "right",
	});
	write(pen, formatCount(trial.pairs, "pair"), end, y + 9, { color: palette.muted, size: SMALL_SIZE, align: "right" });
}

function mark(pen: Pen, x: number, y: number, palette: Palette): void {
	drawToneMark(pen, x, y, "neutral", palette.text, palette.background);
}

function band(pen: Pen, x: number, y: number, palette: Palette): void {
	pen.fillStyle = palette.band;
	pen.fillRect(x - 7, y - 7, 14, 14);
}

function line(pen: Pen, x: number, top: number, bottom: number, palette: Palette): void {
	pen.strokeStyle = palette.tones.open;
	pen.lineWidth = 1.5;
	pen.setLineDash([5, 3]);
	pen.beginPath();
	pen.moveTo(x, top);
	pen.lineTo(x, bottom);
	pen.stroke();
	pen.setLineDash([]);
}
