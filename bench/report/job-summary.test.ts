import { describe, expect, it } from "vitest";
import { sampleRecord } from "./fixtures/sample-record.ts";
import { renderJobSummary, timeBar } from "./job-summary.ts";
import { type StratumFact, summarize } from "./summary.ts";

describe("the summary of a CI job", () => {
	it("reads as recorded", async () => {
		await expect(renderJobSummary(sampleRecord({ strata: 16 }))).toMatchFileSnapshot(
			"fixtures/golden/job-summary.golden",
		);
	});

	it("stays short, regressions first, and says how many strata it leaves out", () => {
		const text = renderJobSummary(sampleRecord({ strata: 200 }));
		expect(text).toContain("140 more strata are in the report.");
		const scenarios = text.slice(text.indexOf("### Scenarios")).split("\n");
		expect(scenarios[4]).toContain("▼ slower");
		expect(Buffer.byteLength(text)).toBeLessThan(100_000);
	});

	it.each([
		[1, "██████████"],
		[2, "█████"],
		[1.6, "██████▎"],
		[10_000, "▏"],
		[0.5, "████████████████████"],
		[0.01, "████████████████████▶"],
	])("draws the time left at a factor of %d as %s", (factor, bar) => {
		const [fact] = summarize(sampleRecord({ strata: 1 })).strata;
		const change = fact?.stratum.change;
		if (fact === undefined || change === undefined) throw new Error("the sample has a change");
		const changed: StratumFact = { ...fact, stratum: { ...fact.stratum, change: { ...change, factor } } };
		expect(timeBar(changed)).toBe(bar);
	});
});
