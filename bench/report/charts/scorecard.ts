import { strataOfIndex } from "../../judge/strata-of-index.ts";
import type { IndexRecord } from "../../record/schema.ts";
import { formatBytes, formatMs, formatNumber, formatPctInterval, formatSeconds, formatSignedPct } from "../format.ts";
import { indexName } from "../index-story.ts";
import type { StratumFact, Summary } from "../summary.ts";
import { toneOf } from "../verdict-look.ts";
import { scorecardTitle } from "../words/chart-titles.ts";
import { verdictWords } from "../words/verdict-words.ts";
import { drawPicture, measuringPen } from "./canvas.ts";
import { CHART_WIDTH, drawColumnHead, drawFrame, FOOTING, HEADING, MARGIN } from "./frame.ts";
import { linesOf, SMALL_SIZE, write } from "./lettering.ts";
import { logAxis } from "./log-axis.ts";
import { drawToneMark, type Pen } from "./marks.ts";
import type { Palette } from "./theme.ts";

const LABELS = 280;
const COSTS = 440;
/** Least height of a row, and of a line of its label. */
const ROW = 46;
const LINE = 16;
/** Right edges of the columns of costs, from the right edge of the picture, and the width of their bars. */
const COLUMNS = { bytes: 362, build: 278, write: 178, net: 8 } as const;
const HEADS = { bytes: "size", build: "build", write: "write cost", net: "net a day" } as const;
const BAR = 64;

interface Row {
	readonly index: IndexRecord;
	readonly facts: readonly StratumFact[];
	readonly name: readonly string[];
	readonly place: readonly string[];
	readonly top: number;
	readonly height: number;
}

/** Benefit (factor of every stratum that the index answers for) beside cost (bytes, build time, writes) and net, per index. */
export function drawScorecard(summary: Summary, palette: Palette): Buffer {
	const { indexes } = summary.record;
	const top = HEADING + 20;
	const rows = rowsOf(summary, top);
	const plot = rows.reduce((sum, row) => sum + row.height, 0);
	const height = top + plot + 24 + FOOTING;
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
		yAxis: { type: "linear", min: 0, max: Math.max(1, plot), ticks: [], label: () => "", grid: false },
		under: ({ pen }) => {
			pen.fillStyle = palette.stripe;
			for (const [at, row] of rows.entries())
				if (at % 2 === 0) pen.fillRect(MARGIN / 2, row.top, CHART_WIDTH - MARGIN, row.height);
		},
		over: ({ pen, x, bottom }) => {
			drawFrame(pen, {
				summary,
				palette,
				width: CHART_WIDTH,
				height,
				title: scorecardTitle(summary),
				subtitle:
					"One mark per stratum that uses the index, or that it made slower; right of the line is faster. Intervals hold 95 %.",
				key: (["good", "bad", "neutral", "open"] as const).map((tone, at) => ({
					text: ["faster", "slower", "no change", "unresolved"][at] ?? "",
					sign: (p, cx, cy) => drawToneMark(p, cx, cy, tone, palette.tones[tone], palette.background),
				})),
			});
			for (const name of ["bytes", "build", "write", "net"] as const)
				drawColumnHead(pen, HEADS[name], CHART_WIDTH - MARGIN - COLUMNS[name], top - 10, palette);
			write(pen, "slower", x(1) - 10, top - 10, { color: palette.muted, size: SMALL_SIZE, align: "right" });
			write(pen, "faster", x(1) + 10, top - 10, { color: palette.muted, size: SMALL_SIZE });
			pen.strokeStyle = palette.muted;
			pen.lineWidth = 1.5;
			pen.beginPath();
			pen.moveTo(x(1), top);
			pen.lineTo(x(1), bottom);
			pen.stroke();
			for (const row of rows) {
				const y = row.top + row.height / 2;
				drawName(pen, row, y, palette);
				drawStrip(pen, row.facts, y, x, palette);
				drawCosts(pen, row.index, y, most, palette);
			}
		},
	});
}

function rowsOf(summary: Summary, top: number): readonly Row[] {
	const measure = measuringPen();
	let next = top;
	return summary.record.indexes.map((index) => {
		const name = linesOf(measure, indexName(index, summary.record), LABELS - 14, { bold: true });
		const place = linesOf(measure, `${index.table} (${index.columns.join(", ")})`, LABELS - 14, { size: SMALL_SIZE });
		const height = Math.max(ROW, (name.length + place.length + 1) * LINE + 10);
		next += height;
		return { index, facts: answeredBy(index, summary), name, place, top: next - height, height };
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

function drawName(pen: Pen, { index, name, place }: Row, y: number, palette: Palette): void {
	const lines = name.length + place.length + 1;
	let at = y - ((lines - 1) / 2) * LINE;
	for (const line of name) {
		write(pen, line, MARGIN, at, { color: palette.text, bold: true });
		at += LINE;
	}
	for (const line of place) {
		write(pen, line, MARGIN, at, { color: palette.muted, size: SMALL_SIZE });
		at += LINE;
	}
	write(pen, verdictWords(index), MARGIN, at, { color: palette.tones[toneOf(index.verdict)], bold: true });
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
	const { writeCost, net } = index;
	column("write", writeCost === undefined ? "n/a" : formatSignedPct(writeCost.changePct, writeCost.ci), 0);
	column("net", net === undefined ? "n/a" : formatMs(net.ms), 0);
	const below = (name: "write" | "net", text: string): void =>
		write(pen, text, CHART_WIDTH - MARGIN - COLUMNS[name], y + 9, {
			color: palette.muted,
			size: SMALL_SIZE,
			align: "right",
		});
	if (writeCost !== undefined) below("write", formatPctInterval(writeCost.ci));
	if (net !== undefined)
		below("net", `[${net.ci.map((bound) => (bound === null ? "no bound" : formatMs(bound))).join(", ")}]`);
}
