import type { RandomStream } from "../../random-stream.ts";
import { fieldBytes, type RowWriter } from "../../row-writer.ts";
import type { ValuePlan } from "../plan.ts";
import type { EncodedPools, Render } from "./rendering.ts";

const DIGITS = fieldBytes("0123456789abcdefghijklmnopqrstuvwxyz");
/** Characters of the first three parts, whose ends are 4, 8 and 16. */
const PARTS = [4, 4, 8] as const;
/** How many parts of four characters a short text may begin with. */
const SHORT = [2, 1] as const;
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
	const whole = digitsFor(of);
	return (number, out) => {
		const place = stream.at(number).unit();
		const cell = place < EDGES[1] ? 0 : place < EDGES[2] ? 1 : 2;
		const [from, to] = [edges[cell] as number, edges[cell + 1] as number];
		const inside = (place - (EDGES[cell] as number)) / ((EDGES[cell + 1] as number) - (EDGES[cell] as number));
		const length = Math.round(from + (to - from) * inside);
		const start = out.length;
		const group = (at: number) => Math.floor((number * (prefixes[at] ?? of)) / of);
		const part = (at: number) => {
			const size = PARTS[at] ?? 0;
			digits(out, group(at) % 36 ** Math.min(6, size), size);
		};
		if (length >= 16 + whole) {
			for (const at of PARTS.keys()) part(at);
			digits(out, number, whole);
		} else {
			// A text too short for all of its groups has those that leave room for its number within the last of them: it must
			// differ before it may be like the original's.
			const parts = SHORT.find((count) => length >= 4 * count + digitsFor(of / (prefixes[count - 1] ?? of) + 1)) ?? 0;
			for (let at = 0; at < parts; at++) part(at);
			const groups = parts === 0 ? 1 : (prefixes[parts - 1] ?? of);
			const first = parts === 0 ? 0 : Math.ceil((group(parts - 1) * of) / groups);
			digits(out, number - first, digitsFor(parts === 0 ? of : of / groups + 1));
		}
		fill(out, start + length, filler, stream);
		out.endField();
	};
}

/** Digits that tell so many numbers apart, at base 36. */
function digitsFor(count: number): number {
	return Math.max(1, Math.ceil(Math.log(Math.max(2, count)) / Math.log(36)));
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
