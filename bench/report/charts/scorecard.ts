import { strataOfIndex } from "../../judge/strata-of-index.ts";
import type { IndexRecord } from "../../record/schema.ts";
import { formatBytes, formatNumber, formatSeconds, formatSignedPct } from "../format.ts";
import type { StratumFact, Summary } from "../summary.ts";
import { toneOf } from "../verdict-look.ts";
import { verdictWords } from "../words/verdict-words.ts";
import { drawPicture } from "./canvas.ts";
import { CHART_WIDTH, drawColumnHead, drawFrame, drawStripes, FOOTING, HEADING, MARGIN } from "./frame.ts";
import { fitText, SMALL_SIZE, write } from "./lettering.ts";
import { logAxis } from "./log-axis.ts";
import { drawToneMark, type Pen } from "./marks.ts";
import type { Palette } from "./theme.ts";

const LABELS = 300;
const COSTS = 340;
const ROW = 46;
/** Right edges of the columns of costs, from the right edge of the picture, and the width of their bars. */
const COLUMNS = { bytes: 232, build: 124, write: 8 } as const;
const BAR = 84;

/** Benefit (factor of every stratum that the index answers for) beside cost (bytes, build time, writes), per index. */
export function drawScorecard(summary: Summary, palette: Palette): Buffer {
	const { indexes } = summary.record;
	const top = HEADING + 20;
	const height = top + indexes.length * ROW + 24 + FOOTING;
	const rows = indexes.map((index) => ({ index, facts: answeredBy(index, summary) }));
	const factors = rows.flatMap(({ facts }) => facts.filter(isTimed).map(factorOf));
	const axis = logAxis([0.6, 1.6, ...factors]);
	const most = {
		bytes: Math.max(1, ...indexes.map((index) => index.bytes)),
		build: Math.max(0.001, ...indexes.map((index) => index.buildSeconds)),
	};
	return drawPicture({
		width: CHART_WIDTH,
		height,
		palette,
		padding: { left: MARGIN + LABELS, right: MARGIN + COSTS, top, bottom: FOOTING },
		xAxis: {
			type: "logarithmic",
			...axis,
			label: (factor) => `${formatNumber(Math.max(factor, 1 / factor))}x`,
		},
		yAxis: { type: "linear", min: 0, max: indexes.length, ticks: [], label: () => "", grid: false },
		under: ({ pen }) => drawStripes(pen, indexes.length, top, CHART_WIDTH, palette, ROW),
		over: ({ pen, x, bottom }) => {
			drawFrame(pen, {
				summary,
				palette,
				width: CHART_WIDTH,
				height,
				title: "Benefit and cost per index",
				subtitle:
					"One mark per stratum whose plan goes through the index, or that its presence made slower; right of the line is faster.",
				key: (["good", "bad", "neutral", "open"] as const).map((tone, at) => ({
					text: ["faster", "slower", "no change", "unresolved"][at] ?? "",
					sign: (p, cx, cy) => drawToneMark(p, cx, cy, tone, palette.tones[tone], palette.background),
				})),
			});
			for (const [name, text] of [
				["bytes", "size"],
				["build", "build"],
				["write", "write cost"],
			] as const) {
				drawColumnHead(pen, text, CHART_WIDTH - MARGIN - COLUMNS[name], top - 10, palette);
			}
			write(pen, "slower", x(1) - 10, top - 10, { color: palette.muted, size: SMALL_SIZE, align: "right" });
			write(pen, "faster", x(1) + 10, top - 10, { color: palette.muted, size: SMALL_SIZE });
			pen.strokeStyle = palette.muted;
			pen.lineWidth = 1.5;
			pen.beginPath();
			pen.moveTo(x(1), top);
			pen.lineTo(x(1), bottom);
			pen.stroke();
			for (const [at, { index, facts }] of rows.entries()) {
				const y = top + (at + 0.5) * ROW;
				drawName(pen, index, y, palette);
				drawStrip(pen, facts, y, x, palette);
				drawCosts(pen, index, y, most, palette);
			}
		},
	});
}

function answeredBy(index: IndexRecord, { strata, record }: Summary): readonly StratumFact[] {
	const answered = strataOfIndex(index, record.scenarios, record.studies?.attribution);
	const wanted = new Set(answered.map(({ stratum }) => stratum));
	return strata.filter(({ stratum }) => wanted.has(stratum));
}

function isTimed(fact: StratumFact): boolean {
	return fact.stratum.change !== undefined && factorOf(fact) > 0;
}

function factorOf({ stratum }: StratumFact): number {
	return stratum.change?.factor ?? 1;
}

function drawName(pen: Pen, index: IndexRecord, y: number, palette: Palette): void {
	write(pen, fitText(pen, index.name, LABELS - 14, { bold: true }), MARGIN, y - 8, { color: palette.text, bold: true });
	const color = palette.tones[toneOf(index.verdict)];
	const verdict = verdictWords(index);
	write(pen, verdict, MARGIN, y + 9, { color, bold: true });
	const used = pen.measureText(`${verdict}  `).width;
	const place = fitText(pen, `${index.table} (${index.columns.join(", ")})`, LABELS - 14 - used, { size: SMALL_SIZE });
	write(pen, place, MARGIN + used, y + 9, { color: palette.muted, size: SMALL_SIZE });
}

function drawStrip(
	pen: Pen,
	facts: readonly StratumFact[],
	y: number,
	x: (factor: number) => number,
	palette: Palette,
): void {
	const timed = facts.filter(isTimed);
	if (timed.length === 0) {
		const text = facts.length === 0 ? "no measured scenario uses it" : "used, but not timed in both arms";
		write(pen, text, x(1) + 10, y, { color: palette.muted, size: SMALL_SIZE });
		return;
	}
	const placed: { x: number; y: number }[] = [];
	for (const fact of timed) {
		const at = x(factorOf(fact));
		// Marks that would hide each other are moved apart, alternately up and down.
		const level =
			[0, -12, 12].find((shift) => placed.every((mark) => Math.abs(mark.x - at) >= 11 || mark.y !== shift)) ?? 0;
		placed.push({ x: at, y: level });
		const tone = toneOf(fact.stratum.verdict);
		drawToneMark(pen, at, y + level, tone, palette.tones[tone], palette.background);
	}
}

function drawCosts(
	pen: Pen,
	index: IndexRecord,
	y: number,
	most: { bytes: number; build: number },
	palette: Palette,
): void {
	const column = (name: keyof typeof COLUMNS, text: string, share: number): void => {
		const right = CHART_WIDTH - MARGIN - COLUMNS[name];
		write(pen, text, right, y - 8, { color: palette.text, align: "right" });
		pen.fillStyle = palette.grid;
		if (share > 0) pen.fillRect(right - BAR, y + 5, BAR, 6);
		pen.fillStyle = palette.muted;
		if (share > 0) pen.fillRect(right - BAR, y + 5, Math.max(1, BAR * share), 6);
	};
	column("bytes", formatBytes(index.bytes), index.bytes / most.bytes);
	column("build", formatSeconds(index.buildSeconds), index.buildSeconds / most.build);
	column(
		"write",
		index.writeCost === undefined ? "n/a" : formatSignedPct(index.writeCost.changePct, index.writeCost.ci),
		0,
	);
}
