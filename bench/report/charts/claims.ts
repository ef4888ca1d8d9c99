import type { ClaimRecord, Interval } from "../../record/schema.ts";
import { formatPct, formatRange } from "../format.ts";
import type { Summary } from "../summary.ts";
import { savedWithInterval } from "../time-saved.ts";
import { toneOf } from "../verdict-look.ts";
import { claimsTitle } from "../words/chart-titles.ts";
import { verdictWords } from "../words/verdict-words.ts";
import { drawPicture } from "./canvas.ts";
import { CHART_WIDTH, drawColumnHead, drawFrame, drawStripes, FOOTING, HEADING, MARGIN } from "./frame.ts";
import { fitText, SMALL_SIZE, wrapText, write } from "./lettering.ts";
import { beyond, drawToneMark, type Pen, whisker } from "./marks.ts";
import type { Palette } from "./theme.ts";

const LABELS = 310;
const FIGURES = 300;
/** Two lines of text: the statement, and whom it is about. */
const ROW = 46;

type Judged = ClaimRecord & { readonly observed: NonNullable<ClaimRecord["observed"]> };

/** Measured reduction per claim with its interval, the claimed range shaded behind it. */
export function drawClaims(summary: Summary, palette: Palette): Buffer {
	const claims = summary.record.claims.filter((claim): claim is Judged => claim.observed !== null);
	const top = HEADING + 20;
	const height = top + claims.length * ROW + 24 + FOOTING;
	const least = Math.min(...claims.flatMap(({ observed, range }) => [...observed.ci, observed.reductionPct, range[0]]));
	// A regression may reach thousands of per cent; the axis stops where the gains would become unreadable.
	const min = least >= 0 ? 0 : Math.max(-100, Math.floor(least / 25) * 25);
	const ticks = Array.from({ length: (100 - min) / 25 + 1 }, (_, at) => min + 25 * at);
	return drawPicture({
		width: CHART_WIDTH,
		height,
		palette,
		padding: { left: MARGIN + LABELS, right: MARGIN + FIGURES, top, bottom: FOOTING },
		xAxis: { type: "linear", min, max: 100, ticks, label: formatPct },
		yAxis: { type: "linear", min: 0, max: claims.length, ticks: [], label: () => "", grid: false },
		under: ({ pen }) => drawStripes(pen, claims.length, top, CHART_WIDTH, palette, ROW),
		over: ({ pen, x, left, right, bottom }) => {
			drawFrame(pen, {
				summary,
				palette,
				width: CHART_WIDTH,
				height,
				title: claimsTitle(summary),
				subtitle:
					"Reduction of latency in percent (right is faster), with its interval. Left of zero queries got slower.",
				key: [
					{ text: "claimed range", sign: (p, cx, cy) => band(p, cx - 7, cx + 7, cy, 14, palette) },
					{ text: "confirmed or exceeded", sign: toneSign("good", palette) },
					{ text: "regressed", sign: toneSign("bad", palette) },
					{ text: "fell short or unresolved", sign: toneSign("open", palette) },
					{ text: "no effect", sign: toneSign("neutral", palette) },
				],
			});
			drawColumnHead(pen, "claimed", CHART_WIDTH - MARGIN - 215, top - 10, palette);
			drawColumnHead(pen, "measured", CHART_WIDTH - MARGIN - 8, top - 10, palette);
			zeroLine(pen, x(0), top, bottom, palette);
			for (const [at, claim] of claims.entries()) {
				const y = top + (at + 0.5) * ROW;
				band(pen, Math.max(left, x(claim.range[0])), Math.min(right, x(claim.range[1])), y, ROW - 10, palette);
				drawObserved(pen, claim, y, x, [left, right], palette);
				drawWords(pen, claim, y, palette);
			}
		},
	});
}

function drawObserved(
	pen: Pen,
	{ observed, verdict }: Judged,
	y: number,
	x: (pct: number) => number,
	[left, right]: Interval,
	palette: Palette,
): void {
	const color = palette.tones[toneOf(verdict)];
	const inside = (pixel: number): number => Math.min(right, Math.max(left, pixel));
	const [low, high] = [x(observed.ci[0]), x(observed.ci[1])];
	if (high < left) {
		beyond(pen, left, y, -1, color);
		return;
	}
	whisker(pen, inside(low), inside(high), y, color);
	if (low < left) beyond(pen, left, y, -1, color);
	const middle = x(observed.reductionPct);
	if (middle >= left) drawToneMark(pen, inside(middle), y, toneOf(verdict), color, palette.background);
}

function drawWords(pen: Pen, claim: Judged, y: number, palette: Palette): void {
	const color = palette.tones[toneOf(claim.verdict)];
	const lines = wrapText(pen, claim.statement, LABELS - 14, 2);
	for (const [at, line] of lines.entries()) {
		write(pen, line, MARGIN, y + (at - (lines.length - 1) / 2) * 17, { color: palette.text });
	}
	const right = CHART_WIDTH - MARGIN - 8;
	write(pen, formatRange(claim.range), CHART_WIDTH - MARGIN - 215, y, { color: palette.text, align: "right" });
	write(pen, verdictWords(claim), right, y - 8, { color, bold: true, align: "right" });
	const measured = savedWithInterval(claim.observed.reductionPct, claim.observed.ci);
	write(pen, fitText(pen, measured, 195, { size: SMALL_SIZE }), right, y + 9, {
		color: palette.muted,
		size: SMALL_SIZE,
		align: "right",
	});
}

function band(pen: Pen, left: number, right: number, y: number, height: number, palette: Palette): void {
	if (right <= left) return;
	pen.fillStyle = palette.band;
	pen.fillRect(left, y - height / 2, right - left, height);
	// Edges, so that the band is seen in a grey print.
	pen.strokeStyle = palette.tones.neutral;
	pen.lineWidth = 1;
	pen.setLineDash([3, 2]);
	pen.strokeRect(left, y - height / 2, right - left, height);
	pen.setLineDash([]);
}

function zeroLine(pen: Pen, x: number, top: number, bottom: number, palette: Palette): void {
	pen.strokeStyle = palette.muted;
	pen.lineWidth = 1.5;
	pen.beginPath();
	pen.moveTo(x, top);
	pen.lineTo(x, bottom);
	pen.stroke();
}

function toneSign(
	tone: "good" | "bad" | "open" | "neutral",
	palette: Palette,
): (pen: Pen, x: number, y: number) => void {
	return (pen, x, y) => drawToneMark(pen, x, y, tone, palette.tones[tone], palette.background);
}
