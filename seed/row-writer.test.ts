import { crc32 } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { RowWriter } from "./row-writer.ts";

/** Reads LOAD DATA's default format back: the inverse that MySQL's manual describes. */
function parse(text: string): readonly (readonly (string | null)[])[] {
	return text
		.slice(0, -1)
		.split("\n")
		.map((line) =>
			line.split("\t").map((field) => {
				if (field === "\\N") return null;
				return field.replace(/\\(.)/gs, (_, letter: string) => ({ t: "\t", n: "\n", "0": "\0" })[letter] ?? letter);
			}),
		);
}

function written(write: (out: RowWriter) => void): { text: string; out: RowWriter } {
	const out = new RowWriter(new Uint8Array(100_000));
	write(out);
	return { text: Buffer.from(out.bytes.subarray(0, out.length)).toString("utf8"), out };
}

const field = fc.oneof(
	fc.constant(null),
	fc.nat(),
	fc.string({ unit: "grapheme" }),
	fc.string({ unit: fc.constantFrom("\t", "\n", "\\", "\0", "'", '"', "N", "😀", "é", "x") }),
);

test("any fields come back as they were written, whatever characters are in them", () => {
	fc.assert(
		fc.property(fc.array(field, { minLength: 1, maxLength: 8 }), (fields) => {
			const { text } = written((out) => {
				for (const value of fields) {
					if (value === null) out.null();
					else if (typeof value === "number") out.int(value);
					else out.text(value);
				}
				out.endRow();
			});
			// One line: a newline inside a field is escaped.
			expect(text.indexOf("\n")).toBe(text.length - 1);
			expect(parse(text)).toEqual([fields.map((value) => (value === null ? null : String(value)))]);
		}),
		{ seed: 1, numRuns: 2000 },
	);
});

test("amounts and numbers are written digit by digit as the language prints them", () => {
	fc.assert(
		fc.property(fc.integer({ min: -(10 ** 13), max: 10 ** 13 }), fc.nat({ max: 2 ** 53 - 1 }), (cents, whole) => {
			const { text } = written((out) => {
				out.cents(cents);
				out.int(whole);
				out.endRow();
			});
			const [amount, number] = text.trimEnd().split("\t");
			expect(amount).toMatch(/^-?\d+\.\d\d$/);
			expect(Math.round(Number(amount) * 100)).toBe(cents);
			expect(number).toBe(String(whole));
		}),
		{ seed: 2, numRuns: 2000 },
	);
});

test("a code is its prefix and a number padded with zeros, and longer numbers keep all digits", () => {
	const prefix = new TextEncoder().encode("INV-");
	const { text } = written((out) => {
		out.code(prefix, 42, 7);
		out.code(prefix, 123_456_789, 7);
		out.endRow();
	});
	expect(text).toBe("INV-0000042\tINV-123456789\n");
});

test("the checksum is the sum of the rows' CRC-32, in any order of rows", () => {
	fc.assert(
		fc.property(fc.array(fc.string({ unit: "grapheme" }), { minLength: 1, maxLength: 20 }), (texts) => {
			const sum = (list: readonly string[]) =>
				written((out) => {
					for (const text of list) {
						out.text(text);
						out.endRow();
					}
				}).out.checksum;
			const lines = texts.map((text) => written((out) => out.text(text)).text.slice(0, -1));
			expect(sum(texts)).toBe(lines.reduce((total, line) => total + crc32(line), 0));
			expect(sum([...texts].reverse())).toBe(sum(texts));
		}),
		{ seed: 3 },
	);
});

test("a row that does not fit its buffer is refused, not cut", () => {
	const out = new RowWriter(new Uint8Array(8));
	out.text("far too long for eight bytes");
	expect(() => out.endRow()).toThrow(RangeError);
});
