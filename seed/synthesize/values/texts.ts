import type { RandomStream } from "../../random-stream.ts";
import { type FieldBytes, fieldBytes, fieldList, type RowWriter } from "../../row-writer.ts";
import type { TextKind, ValuePlan } from "../plan.ts";
import type { EncodedPools, Render } from "./rendering.ts";

type TextPlan = Extract<ValuePlan, { readonly as: "text" }>;

export function encodePools(pools: Readonly<Record<string, readonly string[]>>): EncodedPools {
	return Object.fromEntries(Object.entries(pools).map(([kind, texts]) => [kind, fieldList(texts)]));
}

/** Parts of a text: a fixed one, one of a pool, digits of the stream, or the number itself. */
type Part =
	| { readonly fixed: FieldBytes }
	| { readonly pool: readonly FieldBytes[] }
	| { readonly random: number }
	| "number";

/** The least characters that a unique text keeps for its number. */
const NUMBER = 10;
const HEX = fieldBytes("0123456789abcdef");

/** Texts of a kind. Everything in the pools is ASCII, so that bytes are characters in any character set. */
export function renderText(plan: TextPlan, stream: RandomStream, pools: EncodedPools): Render {
	const { kind, length, unique } = plan;
	if (kind === "token") return token(length, unique, stream);
	if (unique && length < NUMBER + 2) throw new RangeError("A short unique text is a serial.");
	const parts = partsOf(kind, pools, unique);
	const fits = longest(parts) <= length;
	const [only] = parts;
	if (parts.length === 1 && only !== undefined && only !== "number" && "pool" in only) {
		return onePool(
			only.pool.map((field) => cut(field, length)),
			stream,
		);
	}
	const writers = parts.map((part) => writerOf(part, stream));
	return (number, out) => {
		stream.at(number);
		const start = out.length;
		for (const write of writers) write(number, out);
		if (!fits) shorten(out, start, length, unique ? number : undefined);
		out.endField();
	};
}

function onePool(pool: readonly FieldBytes[], stream: RandomStream): Render {
	return (number, out) => out.field(pool[stream.at(number).below(pool.length)] as FieldBytes);
}

/** The beginning of a text, without a space at its end. */
function cut(field: FieldBytes, length: number): FieldBytes {
	return field.length <= length
		? field
		: fieldBytes(Buffer.from(field.subarray(0, length)).toString("latin1").trimEnd());
}

/** Decided once per part, not once per row. */
function writerOf(part: Part, stream: RandomStream): Render {
	if (part === "number") return (number, out) => out.digits(number + 1, 1);
	if ("fixed" in part) return (_, out) => out.raw(part.fixed);
	if ("pool" in part) return (_, out) => out.raw(part.pool[stream.below(part.pool.length)] as FieldBytes);
	const limit = 10 ** part.random;
	return (_, out) => out.digits(stream.below(limit), part.random);
}

/** Cuts a text to its column; the number that tells a unique one apart stays. */
function shorten(out: RowWriter, start: number, length: number, number: number | undefined): void {
	if (out.length - start <= length) return;
	if (number === undefined) {
		out.length = start + length;
		// The server compares without a space at the end, and some columns drop it.
		while (out.length > start && out.bytes[out.length - 1] === 32) out.length--;
		return;
	}
	out.length = start + Math.max(0, length - NUMBER);
	out.digits(number + 1, NUMBER);
}

function longest(parts: readonly Part[]): number {
	return parts.reduce((sum, part) => {
		if (part === "number") return sum + NUMBER;
		if ("fixed" in part) return sum + part.fixed.length;
		if ("random" in part) return sum + part.random;
		return sum + part.pool.reduce((most, field) => Math.max(most, field.length), 0);
	}, 0);
}

function partsOf(kind: Exclude<TextKind, "token">, pools: EncodedPools, unique: boolean): readonly Part[] {
	const pool = (name: string): Part => ({ pool: pools[name] ?? [fieldBytes(name)] });
	const fixed = (text: string): Part => ({ fixed: fieldBytes(text) });
	const numbered = (...parts: readonly Part[]): readonly Part[] => (unique ? [...parts, fixed(" "), "number"] : parts);
	const joined = (...parts: readonly Part[]): readonly Part[] => (unique ? [...parts, fixed("-"), "number"] : parts);
	switch (kind) {
		case "email":
			return [pool("first"), fixed("."), pool("last"), unique ? "number" : { random: 3 }, fixed("@mail.example")];
		case "person":
			return numbered(pool("first"), fixed(" "), pool("last"));
		case "first":
		case "last":
		case "company":
		case "street":
		case "city":
		case "country":
		case "word":
		case "sentence":
		case "paragraph":
			return numbered(pool(kind));
		case "title":
			return numbered(pool("word"), fixed(" "), pool("word"), fixed(" "), pool("word"));
		case "url":
			return [fixed("https://site.example/"), pool("word"), fixed("/"), unique ? "number" : { random: 6 }];
		case "slug":
			return joined(pool("word"), fixed("-"), pool("word"));
		case "phone":
			return unique ? [fixed("+1555"), "number"] : [fixed("+1555"), { random: 7 }];
		case "postcode":
			return unique ? ["number"] : [{ random: 5 }];
		case "ip":
			return unique
				? [fixed("fd00::"), "number"]
				: [fixed("10."), { random: 2 }, fixed("."), { random: 2 }, fixed(".17")];
		case "code":
			return unique ? [fixed("C-"), "number"] : [fixed("C-"), { random: 6 }];
	}
}

/** Hexadecimal digits; of a unique one the last eight are the number. */
function token(length: number, unique: boolean, stream: RandomStream): Render {
	const size = Math.min(length, 40);
	const drawn = unique ? Math.max(0, size - 8) : size;
	return (number, out) => {
		stream.at(number);
		for (let at = 0, word = 0; at < drawn; at++, word >>>= 4) {
			if ((at & 7) === 0) word = stream.uint32();
			out.bytes[out.length++] = HEX[word & 15] as number;
		}
		for (let shift = (size - drawn - 1) * 4; shift >= 0; shift -= 4) {
			out.bytes[out.length++] = HEX[(number >>> shift) & 15] as number;
		}
		out.endField();
	};
}
