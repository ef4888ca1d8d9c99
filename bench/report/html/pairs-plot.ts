import type { StratumRecord } from "../../record/schema.ts";
import { logAxis, tickMs } from "../charts/log-axis.ts";
import { type Html, html } from "./html.ts";

/** Units of the drawing; it is shown at 1 to 1.6 times that in CSS pixels, so its text stays readable on a phone. */
const SIZE = { width: 360, height: 170 } as const;
const FRAME = { left: 46, right: 354, top: 8, bottom: 140 } as const;

/** Both arms of every pair in time order on a logarithmic axis, as inline SVG; empty where there are no pairs. */
export function pairsPlot({ pairs }: StratumRecord, title: string): Html {
	if (pairs.length === 0) return html``;
	const axis = logAxis(pairs.flat());
	const y = (ms: number): number => {
		const share = Math.log(Math.max(ms, axis.min) / axis.min) / Math.log(axis.max / axis.min);
		return round(FRAME.bottom - share * (FRAME.bottom - FRAME.top));
	};
	const x = (at: number): number =>
		round(FRAME.left + 6 + ((at + 0.5) / pairs.length) * (FRAME.right - FRAME.left - 6));
	const dots = (arm: 0 | 1): string => pairs.map((pair, at) => `M${x(at)} ${y(pair[arm])}h0`).join("");
	const grid = axis.ticks.map(
		(tick) =>
			html`<path class="grid" d="M${FRAME.left} ${y(tick)}H${FRAME.right}"/><text x="${FRAME.left - 5}" y="${y(tick) + 3}" text-anchor="end">${tickMs(tick)}</text>`,
	);
	return html`${[
		html`<svg class="pairs" viewBox="0 0 ${SIZE.width} ${SIZE.height}" role="img" tabindex="0" aria-label="${`Latency of each pair in time order: ${title}. Arrow keys read the pairs.`}" data-left="${FRAME.left + 6}" data-right="${FRAME.right}" data-width="${SIZE.width}">`,
		grid,
		html`<path class="dots before" d="${dots(0)}"/><path class="dots after" d="${dots(1)}"/>`,
		html`<path class="cursor" d=""/>`,
		html`<text x="${FRAME.left}" y="${FRAME.bottom + 24}">pair 1 to ${pairs.length}, in time order</text>`,
		html`<path class="dots before" d="M250 ${FRAME.bottom + 21}h0"/><text x="257" y="${FRAME.bottom + 24}">before</text>`,
		html`<path class="dots after" d="M306 ${FRAME.bottom + 21}h0"/><text x="313" y="${FRAME.bottom + 24}">after</text>`,
		html`</svg>`,
	]}`;
}

function round(value: number): number {
	return Math.round(value * 10) / 10;
}
