import { describe, expect, test } from "vitest";
import { sampleRound } from "./fixtures/sample-round.ts";
import { drawPower } from "./power-chart.ts";
import { powerPoint, powerRows } from "./power-experiment.ts";
import { powerTable } from "./tables.ts";

const rounds = [
	sampleRound([
		{ effectPct: 10, verdict: "slower", pairs: 30, seconds: 1 },
		{ effectPct: 10, verdict: "unresolved", undisturbedVerdict: "slower", disturbed: true, pairs: 50, seconds: 2 },
		{ effectPct: 0, verdict: "no-change" },
	]),
	sampleRound([
		{ effectPct: 10, verdict: "slower", pairs: 40, seconds: 3, covered: false },
		{ effectPct: 10, verdict: "faster" },
		{ effectPct: 0, verdict: "slower" },
	]),
];

describe("the power experiment", () => {
	test("takes power as the share of verdicts slower: faster or unresolved does not count", () => {
		expect(powerRows(rounds)).toMatchObject([
			{ effectPct: 0, power: 0.5, verdicts: 2, noChange: 1 },
			{ effectPct: 10, power: 0.5, verdicts: 4, disturbed: 1, slowerByInterval: 3, coverage95: 0.75 },
		]);
	});

	test("gives the pairs of a typical trial and the mean time of one", () => {
		expect(powerRows(rounds)[1]).toMatchObject({ pairs: 35, seconds: 2 });
	});

	test("prints exactly four figures per effect as JSON", () => {
		for (const row of powerRows(rounds)) {
			expect(Object.keys(powerPoint(row))).toEqual(["effectPct", "power", "pairs", "seconds"]);
		}
	});

	test("shows the interval of each share", () => {
		expect(powerTable(powerRows(rounds))).toContain("50.0 % (6.8 % to 93.2 %)");
	});

	test("draws the curve as a PNG", () => {
		const head = {
			environment: { mysql: { version: "8.4.0" } },
			dataset: { scale: "x0.1", seed: 1 },
			budgetSeconds: 100,
		};
		const png = drawPower(powerRows(rounds), head);
		expect(png.subarray(1, 4).toString()).toBe("PNG");
		expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1800, 920]);
	});
});
