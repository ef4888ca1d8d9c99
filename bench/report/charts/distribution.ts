import { createCanvas, loadImage } from "@napi-rs/canvas";
import type { StratumFact, Summary } from "../summary.ts";
import { toneOf } from "../verdict-look.ts";
import { drawPicture, PIXEL_RATIO } from "./canvas.ts";
import { CHART_WIDTH, drawFrame, FOOTING, HEADING, MARGIN } from "./frame.ts";
import { fitText, SMALL_SIZE, write } from "./lettering.ts";
import { logAxis, tickMs } from "./log-axis.ts";
import type { Pen } from "./marks.ts";
import type { Palette } from "./theme.ts";

const COLUMNS = 4;
const PANEL = { width: Math.floor((CHART_WIDTH - 2 * MARGIN) / COLUMNS), height: 158 } as const;
/** Panels in one picture; the largest changes are kept. */
const MOST_PANELS = 60;

/** Empirical distribution of both arms, one panel per stratum: its whole shape, not just the median. */
export async function drawDistribution(summary: Summary, palette: Palette): Promise<Buffer> {
	const all = summary.strata.filter((fact) => fact.stratum.pairs.length > 1);
	const facts = largestChanges(all);
	const rows = Math.ceil(facts.length / COLUMNS);
	const height = HEADING + rows * PANEL.height + FOOTING;
	const canvas = createCanvas(CHART_WIDTH * PIXEL_RATIO, height * PIXEL_RATIO);
	const pen = canvas.getContext("2d");
	pen.fillStyle = palette.background;
	pen.fillRect(0, 0, canvas.width, canvas.height);
	for (const [at, fact] of facts.entries()) {
		const panel = await loadImage(drawPanel(fact, palette));
		const x = MARGIN + (at % COLUMNS) * PANEL.width;
		const y = HEADING + Math.floor(at / COLUMNS) * PANEL.height;
		pen.drawImage(panel, x * PIXEL_RATIO, y * PIXEL_RATIO);
	}
	pen.scale(PIXEL_RATIO, PIXEL_RATIO);
	drawFrame(pen, {
		summary,
		palette,
		width: CHART_WIDTH,
		height,
		title: "Distribution of latency before and after the indexes",
		subtitle: `Share of executions that took at most so long; the axis of each panel is its own.${facts.length < all.length ? ` The ${facts.length} largest changes of ${all.length} strata.` : ""}`,
		key: [
			{ text: "before (dashed)", sign: (p, cx, cy) => stroke(p, cx, cy, palette.before, true) },
			{ text: "after (solid)", sign: (p, cx, cy) => stroke(p, cx, cy, palette.after, false) },
		],
	});
	return canvas.toBuffer("image/png");
}

function largestChanges(facts: readonly StratumFact[]): readonly StratumFact[] {
	const size = ({ stratum }: StratumFact): number => Math.abs(Math.log(stratum.change?.factor || 1));
	const kept = new Set([...facts].sort((a, b) => size(b) - size(a)).slice(0, MOST_PANELS));
	return facts.filter((fact) => kept.has(fact));
}

function drawPanel(fact: StratumFact, palette: Palette): Buffer {
	const { scenario, stratum } = fact;
	const axis = logAxis(stratum.pairs.flat(), 1.15);
	const curve = (times: readonly number[]): { x: number; y: number }[] => {
		const sorted = times.filter((time) => time > 0).sort((a, b) => a - b);
		const steps = sorted.map((time, at) => ({ x: time, y: (at + 1) / sorted.length }));
		return [
			{ x: axis.min, y: 0 },
			...(sorted[0] === undefined ? [] : [{ x: sorted[0], y: 0 }]),
			...steps,
			{ x: axis.max, y: 1 },
		];
	};
	return drawPicture({
		width: PANEL.width,
		height: PANEL.height,
		palette,
		padding: { left: 4, right: 26, top: 48, bottom: 8 },
		xAxis: { type: "logarithmic", ...axis, label: tickMs },
		yAxis: { type: "linear", min: 0, max: 1, ticks: [0, 0.5, 1], label: (share) => `${Math.round(share * 100)} %` },
		lines: [
			{ points: curve(stratum.pairs.map(([before]) => before)), color: palette.before, dashed: true },
			{ points: curve(stratum.pairs.map(([, after]) => after)), color: palette.after, dashed: false },
		],
		over: ({ pen }) => {
			const room = PANEL.width - 16;
			const tail = scenario.strata.length > 1 ? `${stratum.id}: ` : "";
			write(pen, fitText(pen, scenario.title, room, { size: SMALL_SIZE, bold: true }), 8, 14, {
				color: palette.text,
				size: SMALL_SIZE,
				bold: true,
			});
			const verdict = `${stratum.verdict}, ${stratum.pairs.length} pairs`;
			write(pen, fitText(pen, tail, room, { size: SMALL_SIZE, tail: verdict }), 8, 31, {
				color: palette.tones[toneOf(stratum.verdict)],
				size: SMALL_SIZE,
			});
		},
	});
}

function stroke(pen: Pen, x: number, y: number, color: string, dashed: boolean): void {
	pen.strokeStyle = color;
	pen.lineWidth = 2;
	pen.setLineDash(dashed ? [5, 3] : []);
	pen.beginPath();
	pen.moveTo(x - 8, y);
	pen.lineTo(x + 8, y);
	pen.stroke();
	pen.setLineDash([]);
}
