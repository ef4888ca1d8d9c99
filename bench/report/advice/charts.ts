import type { Advice, AdviceCandidate } from "../../record/advice/schema.ts";
import { drawPicture } from "../charts/canvas.ts";
import { CHART_WIDTH, drawSourcedFrame, FOOTING, HEADING, MARGIN } from "../charts/frame.ts";
import { SMALL_SIZE, write } from "../charts/lettering.ts";
import { logAxis, tickMs } from "../charts/log-axis.ts";
import { drawToneMark } from "../charts/marks.ts";
import { PALETTES, type Palette } from "../charts/theme.ts";
import { formatNumber } from "../format.ts";
import { type AdviceFigures, figuresOf } from "./figures.ts";
import { headlineOf } from "./words.ts";

export interface AdviceChart {
	readonly name: string;
	readonly alt: string;
	readonly png: Buffer;
}

const HEIGHT = 460;
const LEFT = 74;
const BOTTOM = FOOTING + 36;

/** The charts that an advice is good for: benefit against cost, and how benefit adds up. */
export function adviceCharts(advice: Advice): readonly AdviceChart[] {
	const figures = figuresOf(advice);
	const charts: AdviceChart[] = [];
	const paying = advice.candidates.filter(isShown);
	if (paying.length > 0) {
		const alt = `Work spared a day against size, one mark per candidate. ${headlineOf(figures)}`;
		charts.push({ name: "benefit-cost.png", alt, png: drawBenefit(figures, paying, PALETTES.light) });
	}
	if (figures.curve.length > 1) {
		const alt = "What the chosen indexes spare, added up in the order in which they were taken.";
		charts.push({ name: "benefit-curve.png", alt, png: drawCurve(figures, PALETTES.light) });
	}
	return charts;
}

function isShown({ change, saved, bytes }: AdviceCandidate): boolean {
	return change === "add" && saved.ms > 0 && bytes > 0;
}

function frameOf({ advice }: AdviceFigures, palette: Palette) {
	const { environment, dataset } = advice;
	return {
		palette,
		width: CHART_WIDTH,
		height: HEIGHT,
		source: `index-impact ${advice.adviceId}, MySQL ${environment.mysql.version}, scale ${dataset.scale}, seed ${dataset.seed}`,
		warning: advice.status === "complete" ? "" : `  ·  ${advice.status}: some candidates may be missing`,
	};
}

function drawBenefit(figures: AdviceFigures, candidates: readonly AdviceCandidate[], palette: Palette): Buffer {
	const chosen = new Set(figures.advice.chosen);
	const sizes = logAxis(candidates.map(({ bytes }) => bytes));
	const gains = logAxis(candidates.map(({ saved }) => saved.ms));
	// Decades are those of ten, and so are the units.
	const size = (bytes: number) => (bytes < 1e6 ? `${formatNumber(bytes / 1e3)} kB` : `${formatNumber(bytes / 1e6)} MB`);
	return drawPicture({
		width: CHART_WIDTH,
		height: HEIGHT,
		palette,
		padding: { left: MARGIN + LEFT, right: MARGIN, top: HEADING + 10, bottom: BOTTOM },
		xAxis: { type: "logarithmic", ...sizes, label: size },
		yAxis: { type: "logarithmic", ...gains, label: tickMs },
		over: ({ pen, x, y }) => {
			drawSourcedFrame(pen, {
				...frameOf(figures, palette),
				title: "Benefit and cost of every candidate",
				subtitle: "Work that each spares a day, alone, against its size. Those that spare nothing are not shown.",
				key: [
					{
						text: "chosen",
						sign: (p, cx, cy) => drawToneMark(p, cx, cy, "good", palette.tones.good, palette.background),
					},
					{
						text: "not chosen",
						sign: (p, cx, cy) => drawToneMark(p, cx, cy, "neutral", palette.tones.neutral, palette.background),
					},
				],
			});
			// The chosen ones last, so that none hides them.
			for (const one of candidates.toSorted((a, b) => Number(chosen.has(a.id)) - Number(chosen.has(b.id)))) {
				const tone = chosen.has(one.id) ? "good" : "neutral";
				drawToneMark(pen, x(one.bytes), y(one.saved.ms), tone, palette.tones[tone], palette.background);
			}
		},
	});
}

function drawCurve(figures: AdviceFigures, palette: Palette): Buffer {
	const { curve } = figures;
	const count = curve.length;
	const every = Math.max(1, Math.ceil(count / 20));
	return drawPicture({
		width: CHART_WIDTH,
		height: HEIGHT,
		palette,
		padding: { left: MARGIN + LEFT, right: MARGIN, top: HEADING + 10, bottom: BOTTOM },
		xAxis: {
			type: "linear",
			min: 0,
			max: count + 0.5,
			ticks: curve.map(({ count: at }) => at).filter((at) => at % every === 0 || at === 1),
			label: (at) => formatNumber(at),
			grid: false,
		},
		yAxis: { type: "linear", min: 0, max: 105, ticks: [0, 25, 50, 75, 100], label: (pct) => `${formatNumber(pct)} %` },
		over: ({ pen, x, y }) => {
			drawSourcedFrame(pen, {
				...frameOf(figures, palette),
				title: "How few bring how much",
				subtitle: "Part of what the whole set spares, as indexes are added in the order in which they were taken.",
				key: [],
			});
			for (const { count: at, pct } of curve) {
				pen.fillStyle = palette.after;
				const width = Math.max(4, (x(1) - x(0)) * 0.6);
				pen.fillRect(x(at) - width / 2, y(pct), width, y(0) - y(pct));
				const place = y(pct) - 9;
				if (count <= 24)
					write(pen, `${formatNumber(pct)} %`, x(at), place, {
						color: palette.text,
						size: SMALL_SIZE,
						align: "center",
					});
			}
		},
	});
}
