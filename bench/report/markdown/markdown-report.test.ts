import { describe, expect, it } from "vitest";
import { hostileRecord } from "../fixtures/hostile-text.ts";
import { countedOnly, withStudies } from "../fixtures/sample-changes.ts";
import { sampleRecord } from "../fixtures/sample-record.ts";
import { renderMarkdown } from "./markdown-report.ts";
import { code, codeBlock, plain, table } from "./markdown-text.ts";

describe("the Markdown report", () => {
	it.each(["completion", "full", "summary"] as const)("reads as recorded in the format %s", async (format) => {
		const text = renderMarkdown(sampleRecord({ strata: 6 }), format);
		await expect(text).toMatchFileSnapshot(`../fixtures/golden/report-${format}.golden`);
	});

	it("gives the same bytes for the same record", () => {
		expect(renderMarkdown(sampleRecord(), "full")).toBe(renderMarkdown(sampleRecord(), "full"));
	});

	it("links each chart relatively", () => {
		const links = [...renderMarkdown(sampleRecord(), "full").matchAll(/!\[[^\n]*\]\(([^)]*)\)/g)].map(
			([, link]) => link,
		);
		expect(links.toSorted()).toEqual(
			["before-after", "claims", "noise-floor", "scorecard"].map((name) => `charts/${name}.png`),
		);
	});

	it("links each dark chart once", () => {
		for (const format of ["completion", "full"] as const) {
			const text = renderMarkdown(sampleRecord(), format);
			const [light, dark] = [/\(charts\/[a-z-]+(?<!-dark)\.png\)/g, /\(charts\/[a-z-]+-dark\.png\)/g].map(
				(link) => text.match(link)?.length,
			);
			expect(dark).toBe(light);
		}
	});

	it("leaves no name, address or link alive that a code host would act on", () => {
		const live = "@everyone https://evil.example www.evil.example mail@evil.example";
		const record = sampleRecord({
			strata: 4,
			title: () => live,
			change: (r) => ({
				...r,
				runId: live,
				notices: [live],
				indexes: r.indexes.map((index) => ({ ...index, reasons: [{ kind: "covered", by: [live], served: false }] })),
				claims: r.claims.map((claim) => ({ ...claim, statement: live, source: live })),
			}),
		});
		for (const format of ["completion", "full", "summary"] as const) {
			const prose = renderMarkdown(record, format)
				.replace(/^```[\s\S]*?^```$/gm, "")
				.replace(/`[^`\n]+`/g, "");
			expect(prose).not.toMatch(/@[a-z]|https?:|www\./);
		}
	});

	it("tells indexes before claims, each in a sentence or two, and how plans change with the regressions", () => {
		const text = renderMarkdown(sampleRecord({ strata: 16, change: withStudies }), "completion");
		expect(text.indexOf("## Indexes")).toBeLessThan(text.indexOf("## Claims"));
		const [, row = ""] = /^\| `idx_ledger_entries_account_id` on (.*)$/m.exec(text) ?? [];
		expect(row).toContain("▼ **drop** (by weights)");
		expect(row).toContain("It costs more than it saves: net −10.45 s a day");
		expect(row).toContain("(2.3x slower)");
		expect(row).not.toContain("Plan changes");
		expect(text).toContain("Plan changes from a to b.");
	});

	it("shows work and no time of a run that counted only", () => {
		const text = renderMarkdown(sampleRecord({ strata: 6, change: countedOnly }), "full");
		expect(text).not.toMatch(/1\.0x|n\/a|p50|Noise floor|Time saved|Estimated|Write cost/);
		expect(text).toContain("| Scenario | Rows before | Rows after | Pages before | Pages after | Work | Verdict |");
		expect(text).toMatch(/\d+x less/);
	});

	it("says beside an unresolved verdict what keeps it open", () => {
		const record = sampleRecord({
			strata: 6,
			change: (r) => ({
				...r,
				scenarios: r.scenarios.map((scenario) => ({
					...scenario,
					strata: scenario.strata.map((stratum) => ({
						...stratum,
						verdict: "unresolved" as const,
						disturbances: [{ kind: "busy-processors" as const, processors: 2 }],
					})),
				})),
			}),
		});
		expect(renderMarkdown(record, "completion")).toContain("◇ **unresolved** (busy processors) |");
	});

	it("repeats the run on the kind of server that it was measured on", () => {
		const mysql = { ...sampleRecord().environment.mysql, version: "9.7.4", source: "packages" as const };
		const text = renderMarkdown(
			sampleRecord({ change: (r) => ({ ...r, environment: { ...r.environment, mysql } }) }),
			"completion",
		);
		expect(text).toContain("Measured on MySQL 9.7.4, from the distribution's packages");
		expect(text).toContain("--seed 1 --server packages\n");
		expect(renderMarkdown(sampleRecord(), "completion")).toContain("--seed 1 --server container --mysql 8.4\n");
	});

	it("says at the top what an unfinished run lacks", () => {
		const record = sampleRecord({
			change: (r) => ({ ...r, status: "failed", failure: "disk full", planned: [...r.planned, "w1"] }),
		});
		const [, , note] = renderMarkdown(record, "completion").split("\n");
		expect(note).toMatch(
			/^> \*\*Incomplete\.\*\* The run failed \(disk full\): 1 of \d+ planned scenarios is missing: w1\.$/,
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

describe("the text for a pull request", () => {
	it("has the answer first, folds what it rests on, and shows no picture", () => {
		const text = renderMarkdown(sampleRecord(), "pr");
		const [open = ""] = text.split("<details>");
		expect(open.split("\n")[0]).toMatch(/^## Index impact: /);
		expect(open).toContain("| Index | Verdict | Faster | Slower | Size | Build |");
		expect(text.match(/<details>/g)?.length).toBe(text.match(/<\/details>/g)?.length);
		expect(text).toMatch(/<summary>What got slower: \d+<\/summary>/);
		expect(text).not.toMatch(/!\[|<img|charts\//);
	});

	it("fits into a comment, however many scenarios and however long their titles", () => {
		const bytesOf = (text: string) => Buffer.byteLength(text);
		const many = sampleRecord({ strata: 400, pairs: 8 });
		expect(many.scenarios.length).toBeGreaterThan(200);
		expect(bytesOf(renderMarkdown(many, "completion"))).toBeGreaterThan(60_000);
		const long = sampleRecord({ strata: 400, pairs: 8, title: (text) => `${text} ${"ü|*".repeat(300)}` });
		for (const record of [many, long]) {
			const text = renderMarkdown(record, "pr");
			expect(bytesOf(text)).toBeLessThanOrEqual(60_000);
			expect(text).toContain("</details>");
		}
		expect(renderMarkdown(long, "pr")).toMatch(/\d+ more are in the run's report|they are in the run's report/);
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
		["ask @everyone, or (@a-b/c).", "ask `@everyone`, or (`@a-b/c`)."],
		["see https://x.example/a_b?c=*.", "see `https://x.example/a_b?c=`\\*."],
		["www.x.example root@localhost", "`www.x.example` `root@localhost`"],
		["idx_a@", "idx_a@"],
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
