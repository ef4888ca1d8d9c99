import type { RandomStream } from "../../random-stream.ts";
import { type FieldBytes, fieldBytes, type RowWriter } from "../../row-writer.ts";
import type { ValuePlan } from "../plan.ts";
import type { EncodedPools, Render } from "./rendering.ts";

const DIGITS = fieldBytes("0123456789abcdefghijklmnopqrstuvwxyz");
const DASH_BEFORE = new Set([4, 6, 8, 10]);

/** Random UUIDs (version 4); ordered ones begin with the number, as those of version 7 begin with the time. */
export function renderUuid(form: Extract<ValuePlan, { as: "uuid" }>["form"], stream: RandomStream): Render {
	const bytes = new Uint8Array(16);
	const words = new DataView(bytes.buffer);
	const fill = (number: number) => {
		stream.at(number);
		for (let word = 0; word < 4; word++) words.setUint32(word * 4, stream.uint32());
		if (form === "ordered-bytes") words.setUint32(0, number);
		bytes[6] = ((bytes[6] as number) & 0x0f) | (form === "ordered-bytes" ? 0x70 : 0x40);
		bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
	};
	if (form !== "text") {
		return (number, out) => {
			fill(number);
			out.binary(bytes);
		};
	}
	return (number, out) => {
		fill(number);
		for (let at = 0; at < 16; at++) {
			if (DASH_BEFORE.has(at)) out.bytes[out.length++] = 45;
			const byte = bytes[at] as number;
			out.bytes[out.length++] = DIGITS[byte >> 4] as number;
			out.bytes[out.length++] = DIGITS[byte & 15] as number;
		}
		out.endField();
	};
}

/** The number itself, in so many characters. */
export function renderSerial({ width, radix }: Extract<ValuePlan, { as: "serial" }>): Render {
	return (number, out) => {
		let rest = number;
		for (let at = out.length + width - 1; at >= out.length; at--) {
			const next = Math.floor(rest / radix);
			out.bytes[at] = DIGITS[rest - next * radix] as number;
			rest = next;
		}
		out.length += width;
		out.endField();
	};
}

/** Random bytes; unique ones begin with the number. */
export function renderBytes({ length, unique }: Extract<ValuePlan, { as: "bytes" }>, stream: RandomStream): Render {
	const bytes = new Uint8Array(length);
	const numbered = unique ? Math.min(4, length) : 0;
	return (number, out) => {
		stream.at(number);
		for (let at = 0, word = 0; at < length; at++, word >>>= 8) {
			if ((at & 3) === 0) word = stream.uint32();
			bytes[at] = at < numbered ? (number >>> ((numbered - 1 - at) * 8)) & 0xff : word & 0xff;
		}
		out.binary(bytes);
	};
}

const JSON_PARTS = ['{"n": ', ', "tag": "', '", "items": [', ", ", "]}"].map(fieldBytes) as [
	FieldBytes,
	FieldBytes,
	FieldBytes,
	FieldBytes,
	FieldBytes,
];
/** Bytes of such an object beside its tag. */
const JSON_FRAME = 34;

/**
 * A small object in the form in which MySQL prints JSON: keys by length, a space after each comma and colon.
 * @param length about so many bytes; without it, those of one word.
 */
export function renderJson(stream: RandomStream, pools: EncodedPools, length = 0): Render {
	const words = (pools.word ?? [fieldBytes("word")]).filter((word) => !word.includes(34) && !word.includes(92));
	const more = Math.max(0, Math.round((length - JSON_FRAME) / 8));
	if (length > 0 && length < JSON_FRAME) return shortJson(stream, words, Math.round(length));
	return (number, out: RowWriter) => {
		stream.at(number);
		out.raw(JSON_PARTS[0]);
		out.digits(stream.below(1000), 1);
		out.raw(JSON_PARTS[1]);
		for (let word = Math.max(1, more); word > 0; word--) out.raw(words[stream.below(words.length)] as FieldBytes);
		out.raw(JSON_PARTS[2]);
		out.digits(stream.below(50), 1);
		out.raw(JSON_PARTS[3]);
		out.digits(stream.below(50), 1);
		out.raw(JSON_PARTS[4]);
		out.endField();
	};
}

/** A list of one word of about so many bytes, or of none. */
function shortJson(stream: RandomStream, words: readonly FieldBytes[], length: number): Render {
	const lists = words.map((word) => {
		const text = Buffer.from(word)
			.toString("latin1")
			.repeat(4)
			.slice(0, Math.max(0, length - 4));
		return fieldBytes(length < 5 ? "[]" : `["${text}"]`);
	});
	return (number, out) => out.field(lists[stream.at(number).below(lists.length)] as FieldBytes);
}

/** A point in the server's own form: the reference system, then well-known binary. Within degrees, as any system allows. */
export function renderPoint(srid: number, stream: RandomStream): Render {
	const bytes = new Uint8Array(25);
	const view = new DataView(bytes.buffer);
	view.setUint32(0, srid, true);
	view.setUint8(4, 1);
	view.setUint32(5, 1, true);
	return (number, out) => {
		stream.at(number);
		view.setFloat64(9, stream.below(360 * 1024) / 1024 - 180, true);
		view.setFloat64(17, stream.below(170 * 1024) / 1024 - 85, true);
		out.binary(bytes);
	};
}

/** Numbers from -1 to 1 in four bytes each. */
export function renderVector(dimensions: number, stream: RandomStream): Render {
	const bytes = new Uint8Array(dimensions * 4);
	const view = new DataView(bytes.buffer);
	return (number, out) => {
		stream.at(number);
		for (let at = 0; at < dimensions; at++) view.setFloat32(at * 4, stream.below(4097) / 2048 - 1, true);
		out.binary(bytes);
	};
}
