import { createCanvas } from "@napi-rs/canvas";
import { describe, expect, test } from "vitest";
import { sampleRecord } from "../fixtures/sample-record.ts";
import { summarize } from "../summary.ts";
import { groupedByIndex } from "./grouped-rows.ts";
import { linesOf } from "./lettering.ts";
import type { Pen } from "./marks.ts";

describe("rows by index", () => {
	const summary = summarize(sampleRecord({ strata: 24 }));
	const groups = groupedByIndex(
		summary.strata.map((fact) => ({ fact })),
		summary,
	);

	test("hold every stratum once, those of no index last", () => {
		const shown = groups.flatMap(({ rows }) => rows.map(({ fact }) => fact));
		expect(new Set(shown)).toEqual(new Set(summary.strata));
		expect(shown).toHaveLength(summary.strata.length);
		expect(groups.at(-1)?.title).toBe("no index under test");
	});

	test("have what got slower on top, the worst first, then what got faster, the best first", () => {
		for (const { rows } of groups) {
			const verdicts = rows.map(({ fact }) => fact.stratum.verdict);
			expect(verdicts.lastIndexOf("slower")).toBeLessThan(
				verdicts.includes("faster") ? verdicts.indexOf("faster") : 99,
			);
			for (const verdict of ["slower", "faster"] as const) {
				const sizes = rows
					.filter(({ fact }) => fact.stratum.verdict === verdict)
					.map(({ fact }) => Math.abs(Math.log(fact.stratum.change?.factor ?? 1)));
				expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
			}
		}
	});
});

describe("a label", () => {
	const pen = createCanvas(1, 1).getContext("2d") as unknown as Pen;

	test.each([
		"First page of live batches of one category · small-category",
		"idx_a_very_long_name_of_an_index_that_has_a_word_for_each_of_its_columns",
		"Namewithoutanyplaceatwhichitcouldbebrokenintopartswhateverthewidthis",
	])("is broken and never cut: %s", (text) => {
		const lines = linesOf(pen, text, 300);
		expect(lines.length).toBeGreaterThan(1);
		expect(lines.join("").replaceAll(" ", "")).toBe(text.replaceAll(" ", ""));
		for (const line of lines) expect(pen.measureText(line).width).toBeLessThanOrEqual(300);
	});
});
