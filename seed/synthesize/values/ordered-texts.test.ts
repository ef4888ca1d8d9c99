import { expect, test } from "vitest";
import { RandomStream } from "../../random-stream.ts";
import { RowWriter } from "../../row-writer.ts";
import { renderOrderedText } from "./ordered-texts.ts";

const OF = 25_000;

/** Texts of all numbers, with so many distinct beginnings of 4, 8 and 16 characters. */
function texts(length: number, prefixes: readonly [number, number, number]): readonly string[] {
	const lengths = { least: length, p50: length, p95: length, most: length };
	const render = renderOrderedText({ as: "ordered-text", of: OF, lengths, prefixes }, new RandomStream(1, "texts"), {
		word: [Buffer.from("word")],
	});
	return Array.from({ length: OF }, (_, number) => {
		const out = new RowWriter(new Uint8Array(200));
		render(number, out);
		return Buffer.from(out.bytes.subarray(0, out.length - 1)).toString("latin1");
	});
}

const beginnings = (all: readonly string[], length: number) => new Set(all.map((text) => text.slice(0, length))).size;

test.each([
	["a long text", 30, [3, 40, 900], [3, 40, 900]],
	["a number of eleven characters behind a common beginning", 11, [1, 26, OF], [1, 26, OF]],
	["one with room for four characters alone", 7, [1, 26, OF], [1, OF, OF]],
] as const)(
	"%s differs in each row, sorts as its numbers do, and begins as the original does",
	(_, length, asked, got) => {
		const made = texts(length, asked);
		expect(new Set(made).size).toBe(OF);
		expect(made.toSorted((a, b) => (a < b ? -1 : 1))).toEqual(made);
		// Groups of eight characters do not lie evenly within those of four, so that some are cut in two.
		for (const [at, size] of [4, 8, 16].entries()) {
			const wanted = got[at] ?? 0;
			expect(beginnings(made, size)).toBeGreaterThanOrEqual(wanted);
			expect(beginnings(made, size)).toBeLessThanOrEqual(wanted * 1.05);
		}
	},
);

test("a text with no room for a beginning is the number alone", () => {
	const made = texts(4, [1, 26, OF]);
	expect(new Set(made).size).toBe(OF);
	expect(made.every((text) => text.length === 4)).toBe(true);
});
