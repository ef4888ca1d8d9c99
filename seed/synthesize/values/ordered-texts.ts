import type { RandomStream } from "../../random-stream.ts";
import { fieldBytes, type RowWriter } from "../../row-writer.ts";
import type { ValuePlan } from "../plan.ts";
import type { EncodedPools, Render } from "./rendering.ts";

const DIGITS = fieldBytes("0123456789abcdefghijklmnopqrstuvwxyz");
/** Characters of the first three parts, whose ends are 4, 8 and 16. */
const PARTS = [4, 4, 8] as const;
/** Quantiles of the length that `lengths` gives, and where they lie. */
const EDGES = [0, 0.5, 0.95, 1] as const;

/**
 * Texts that sort as their numbers do: four characters that tell so many groups apart, four more within these, and so on,
 * then words up to the length.
 */
export function renderOrderedText(
	{ of, lengths, prefixes }: Extract<ValuePlan, { readonly as: "ordered-text" }>,
	stream: RandomStream,
	pools: EncodedPools,
): Render {
	const edges = [lengths.least, lengths.p50, lengths.p95, lengths.most];
	const filler = Buffer.from((pools.word ?? []).slice(0, 200).flatMap((word) => [...word, 32]));
	const whole = Math.max(1, Math.ceil(Math.log(Math.max(2, of)) / Math.log(36)));
	return (number, out) => {
		const place = stream.at(number).unit();
		const cell = place < EDGES[1] ? 0 : place < EDGES[2] ? 1 : 2;
		const [from, to] = [edges[cell] as number, edges[cell + 1] as number];
		const inside = (place - (EDGES[cell] as number)) / ((EDGES[cell + 1] as number) - (EDGES[cell] as number));
		const length = Math.round(from + (to - from) * inside);
		const start = out.length;
		// A text too short for its groups is the number alone: it must differ before it may be like the original's.
		if (length >= 16 + whole) {
			for (const [at, size] of PARTS.entries()) {
				const groups = prefixes[at] ?? of;
				digits(out, Math.floor((number * groups) / of) % 36 ** Math.min(6, size), size);
			}
		}
		digits(out, number, whole);
		fill(out, start + length, filler, stream);
		out.endField();
	};
}

function digits(out: RowWriter, value: number, width: number): void {
	let rest = value;
	for (let at = out.length + width - 1; at >= out.length; at--) {
		const next = Math.floor(rest / 36);
		out.bytes[at] = DIGITS[rest - next * 36] as number;
		rest = next;
	}
	out.length += width;
}

function fill(out: RowWriter, end: number, filler: Uint8Array, stream: RandomStream): void {
	if (out.length >= end || filler.length === 0) return;
	let at = stream.below(filler.length);
	while (out.length < end) {
		out.bytes[out.length++] = filler[at] as number;
		at = at + 1 === filler.length ? 0 : at + 1;
	}
	// A space at the end is not kept by each type of column.
	if (out.bytes[out.length - 1] === 32) out.bytes[out.length - 1] = 120;
}
