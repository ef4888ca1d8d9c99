import { describe, expect, it } from "vitest";
import { hostileRecord } from "./fixtures/hostile-text.ts";
import { sampleRecord } from "./fixtures/sample-record.ts";
import { code, codeBlock, plain, table } from "./markdown/markdown-text.ts";
import { renderMarkdown } from "./markdown.ts";

describe("the Markdown report", () => {
	it.each(["completion", "full", "summary"] as const)("reads as recorded in the format %s", async (format) => {
		const text = renderMarkdown(sampleRecord({ strata: 6 }), format);
		await expect(text).toMatchFileSnapshot(`fixtures/golden/report-${format}.golden`);
	});

	it("gives the same bytes for the same record", () => {
		expect(renderMarkdown(sampleRecord(), "full")).toBe(renderMarkdown(sampleRecord(), "full"));
	});

	it("links each chart relatively", () => {
		const links = [...renderMarkdown(sampleRecord(), "full").matchAll(/!\[[^\n]*\]\(([^)]*)\)/g)].map(
			([, link]) => link,
		);
		expect(links.toSorted()).toEqual(
			["before-after", "claims", "distribution", "noise-floor", "scorecard"].map((name) => `charts/${name}.png`),
		);
	});

	it("says at the top what an unfinished run lacks", () => {
		const record = sampleRecord({
			change: (r) => ({ ...r, status: "failed", failure: "disk full", planned: [...r.planned, "w1"] }),
		});
		const [, , note] = renderMarkdown(record, "completion").split("\n");
		expect(note).toMatch(
			/^> \*\*Incomplete\.\*\* The run is failed \(disk full\): 1 of \d+ planned scenarios is missing: w1\.$/,
		);
	});

	it("keeps the shape of its tables whatever the text of the record", () => {
		const cells = (line: string): number => line.replace(/\\\|/g, "").split("|").length;
		const lines = renderMarkdown(hostileRecord(sampleRecord({ strata: 6 })), "full").split("\n");
		let rows = 0;
		for (const [at, line] of lines.entries()) {
			const above = lines[at - 1] ?? "";
			if (!line.startsWith("| ") || !above.startsWith("| ")) continue;
			rows += 1;
			expect(cells(line), line).toBe(cells(above));
		}
		expect(rows).toBeGreaterThan(50);
	});

	it("holds no control character and no markup of the record outside of code", () => {
		const text = renderMarkdown(hostileRecord(sampleRecord({ strata: 6 })), "completion");
		expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
		const prose = text
			.replace(/^(`{3,})\w*\n[\s\S]*?\n\1$/gm, "")
			.replace(/(?<![\\`])(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, "");
		expect(prose).not.toMatch(/(?<!\\)<(script|img|!--)/);
	});
});

describe("text in Markdown", () => {
	it.each([
		["a|b", "a\\|b"],
		["1. first", "1\\. first"],
		["1.5 ms", "1.5 ms"],
		["- item", "\\- item"],
		["−5 %", "−5 %"],
		["_private_ idx_sales_batch_id", "\\_private\\_ idx_sales_batch_id"],
		["<b>&amp;", "\\<b\\>\\&amp;"],
	])("%s is written %s", (text, written) => expect(plain(text)).toBe(written));

	it("a code span or block outlives the backticks inside it", () => {
		expect(code("a``b")).toBe("```a``b```");
		expect(code("`a`")).toBe("`` `a` ``");
		expect(codeBlock("sql", "```")).toBe("````sql\n```\n````");
	});

	it("a title that ends in a colon aligns its column to the right", () => {
		expect(table(["A", "B:"], [["1", "2"]])).toBe("| A | B |\n| --- | ---: |\n| 1 | 2 |");
	});
});
