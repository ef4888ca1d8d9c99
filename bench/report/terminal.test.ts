import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import { hostileRecord } from "./fixtures/hostile-text.ts";
import { sampleRecord } from "./fixtures/sample-record.ts";
import { renderTerminal } from "./terminal.ts";

describe("the terminal report", () => {
	it.each([40, 60, 80, 100, 140])("never exceeds a width of %d columns in a row of a table", (width) => {
		const lines = renderTerminal(sampleRecord({ title: (title) => `${title} ${"long ".repeat(30)}end` }), {
			width,
			color: true,
		}).split("\n");
		// A single word that is longer than the line, such as a run's id, stays whole.
		const tooLong = lines.map(stripVTControlCharacters).filter((line) => line.length > width && line.includes(" "));
		expect(tooLong).toEqual([]);
	});

	it("reads as recorded at 100 columns", async () => {
		const text = renderTerminal(sampleRecord({ strata: 16 }), { width: 100, color: false });
		await expect(text).toMatchFileSnapshot("fixtures/golden/terminal-100.golden");
	});

	it("reads as recorded at 60 columns", async () => {
		const text = renderTerminal(sampleRecord({ strata: 16 }), { width: 60, color: false });
		await expect(text).toMatchFileSnapshot("fixtures/golden/terminal-60.golden");
	});

	it("gives the answer within the first forty lines at the usual width", () => {
		const lines = renderTerminal(sampleRecord({ strata: 60 }), { width: 100, color: false }).split("\n");
		const table = lines.findIndex((line) => line.startsWith("Scenario"));
		expect(table).toBeGreaterThan(0);
		expect(table).toBeLessThan(40);
	});

	it("colours only when asked, and then only the emphasis", () => {
		const record = sampleRecord({ strata: 4 });
		const [plain, colored] = [false, true].map((color) => renderTerminal(record, { width: 100, color }));
		expect(plain).not.toContain("\u001b");
		expect(colored).toContain("\u001b[32m▲ faster\u001b[39m");
		expect(stripVTControlCharacters(colored ?? "")).toBe(plain);
	});

	it("keeps the stratum in sight where a title is cut", () => {
		const text = renderTerminal(sampleRecord({ strata: 6 }), { width: 80, color: false });
		for (const stratum of ["hot account", "warm account", "cold account"])
			expect(text).toMatch(new RegExp(`… ${stratum}`));
	});

	it("says at the top what an unfinished run lacks", () => {
		const record = sampleRecord({
			strata: 4,
			change: (r) => ({ ...r, status: "partial", planned: [...r.planned, "zz"] }),
		});
		expect(renderTerminal(record, { width: 100, color: false })).toMatch(
			/^INCOMPLETE {2}The run is partial: 1 of 3 planned/,
		);
	});

	it("lets no control character of the record reach the terminal", () => {
		const text = renderTerminal(hostileRecord(sampleRecord({ strata: 6 })), { width: 200, color: false });
		expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
		expect(text).toContain("\\u{1b}[31m");
	});

	it("survives a record without any result", () => {
		const record = sampleRecord({
			strata: 0,
			change: (r) => ({ ...r, status: "failed", claims: [], indexes: [], notices: [] }),
		});
		expect(renderTerminal(record, { width: 80, color: false })).toContain("Nothing was measured.");
	});
});
