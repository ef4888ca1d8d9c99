import type { CurvePoint, Growth, StratumCurve } from "../../record/curve/schema.ts";
import { logAxis, tickMs, tickRows } from "../charts/log-axis.ts";
import { curveName, pointCells } from "../curve/curve-words.ts";
import { printableLine } from "../printable.ts";
import { type Html, html } from "./html.ts";

/** Units of the drawing; it is shown at 1 to 1.6 times that in CSS pixels, so its text stays readable on a phone. */
const SIZE = { width: 360, height: 246 } as const;
const FRAME = { left: 46, right: 352, top: 8, bottom: 190 } as const;

type Place = (value: number) => number;

/** Median latency without and with the index against rows, both axes logarithmic, as inline SVG. */
export function curvePlot(curve: StratumCurve, table: string): Html {
	const { points, growth, fasterFrom, slowerFrom } = curve;
	if (points.length === 0) return html``;
	const rows = logAxis(
		points.map((point) => point.rows),
		1.5,
	);
	const times = logAxis(
		points.flatMap(({ before, after }) => [before, after].flatMap(({ p50, p50Ci = [p50, p50] }) => [p50, ...p50Ci])),
		1.6,
	);
	const x: Place = (value) => FRAME.left + shareOf(value, rows) * (FRAME.right - FRAME.left);
	const y: Place = (value) => FRAME.bottom - shareOf(value, times) * (FRAME.bottom - FRAME.top);
	const from = (start: { rows: number } | null, tone: string) =>
		start === null
			? ""
			: html`<rect class="from ${tone}" x="${round(x(start.rows))}" y="${FRAME.top}" width="${round(FRAME.right - x(start.rows))}" height="${FRAME.bottom - FRAME.top}"/>`;
	const ends = [points[0]?.rows ?? 1, points.at(-1)?.rows ?? 1] as const;
	return html`${[
		html`<svg class="curve" viewBox="0 0 ${SIZE.width} ${SIZE.height}" role="img" aria-label="${`Latency without and with the index against rows of ${printableLine(table)}, both axes logarithmic: ${curveName(curve)}. The table below has the figures.`}">`,
		from(fasterFrom, "faster"),
		from(slowerFrom, "slower"),
		...rows.ticks.map(
			(tick) =>
				html`<path class="grid" d="M${round(x(tick))} ${FRAME.top}V${FRAME.bottom}"/><text x="${round(x(tick))}" y="${FRAME.bottom + 14}" text-anchor="middle">${tickRows(tick)}</text>`,
		),
		...times.ticks.map(
			(tick) =>
				html`<path class="grid" d="M${FRAME.left} ${round(y(tick))}H${FRAME.right}"/><text x="${FRAME.left - 5}" y="${round(y(tick) + 3)}" text-anchor="end">${tickMs(tick)}</text>`,
		),
		crossing(curve, x, rows),
		...(growth === undefined
			? []
			: [fittedLine(growth.before, "before", ends, x, y), fittedLine(growth.after, "after", ends, x, y)]),
		...points.map((point) => mark(point, x, y)),
		html`<text x="${(FRAME.left + FRAME.right) / 2}" y="${FRAME.bottom + 28}" text-anchor="middle">rows of ${printableLine(table)}</text>`,
		html`<path class="dots before" d="M50 ${SIZE.height - 9}h0"/><text x="57" y="${SIZE.height - 6}">without the index</text>`,
		html`<path class="dots after" d="M160 ${SIZE.height - 9}h0"/><text x="167" y="${SIZE.height - 6}">with it</text>`,
		curve.breakEven === undefined && curve.turnsSlower === undefined
			? ""
			: html`<path class="crossing" d="M226 ${SIZE.height - 16}V${SIZE.height - 3}"/><text x="233" y="${SIZE.height - 6}">break-even, interval</text>`,
		html`</svg>`,
	]}`;
}

function shareOf(value: number, { min, max }: { readonly min: number; readonly max: number }): number {
	const share = Math.log(value / min) / Math.log(max / min);
	return Math.min(1, Math.max(0, share));
}

/** One size: both medians with their intervals; a pointer that rests on it reads the figures. */
function mark(point: CurvePoint, x: Place, y: Place): Html {
	const at = round(x(point.rows));
	const arm = (name: "before" | "after") => {
		const { p50, p50Ci } = point[name];
		const interval =
			p50Ci === undefined ? "" : html`<path class="interval" d="M${at} ${round(y(p50Ci[0]))}V${round(y(p50Ci[1]))}"/>`;
		return html`${interval}<path class="dots ${name}" d="M${at} ${round(y(p50))}h0"/>`;
	};
	const [scale, rows, without, withIt, factor, verdict] = pointCells(point);
	const told = `${scale}, ${rows} rows: ${without} without, ${withIt} with; before / after ${factor}; ${verdict}`;
	return html`<g><title>${told}</title>${arm("before")}${arm("after")}</g>`;
}

/** The fitted power of the rows between the smallest and the largest size, cut off where it leaves the plot. */
function fittedLine(
	{ exponent, intercept }: Growth,
	arm: string,
	ends: readonly [number, number],
	x: Place,
	y: Place,
): Html {
	const steps = 24;
	const [first, last] = ends;
	const path = Array.from({ length: steps + 1 }, (_, step) => {
		const rows = first * (last / first) ** (step / steps);
		return `${round(x(rows))} ${round(y(Math.exp(intercept + exponent * Math.log(rows))))}`;
	});
	return html`<path class="fit ${arm}" d="M${path.join("L")}"/>`;
}

function crossing(
	{ breakEven, turnsSlower }: StratumCurve,
	x: Place,
	{ min, max }: { readonly min: number; readonly max: number },
): Html {
	const found = breakEven ?? turnsSlower;
	if (found === undefined) return html``;
	const [low, high] = [found.ci[0] ?? min, found.ci[1] ?? max].map((rows) => round(x(rows)));
	const at = round(x(found.rows));
	return html`<path class="crossing" d="M${at} ${FRAME.top}V${FRAME.bottom}"/><path class="crossing whole" d="M${low} ${FRAME.bottom - 5}H${high}"/>`;
}

function round(value: number): number {
	return Math.round(value * 10) / 10;
}
