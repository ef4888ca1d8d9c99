import { describe, expect, test } from "vitest";
import type { RunRecord, ScenarioRecord, StratumRecord } from "../record/schema.ts";
import { sampleRecord } from "../report/fixtures/sample-record.ts";
import { compareRecords } from "./compare-records.ts";
import { renderComparison } from "./render-comparison.ts";

const base = sampleRecord({ strata: 6 });

/** The base with its first stratum changed. */
function headWith(change: (stratum: StratumRecord) => Partial<StratumRecord>): RunRecord {
	const scenarios = base.scenarios.map((scenario, i): ScenarioRecord => {
		if (i > 0) return scenario;
		return {
			...scenario,
			strata: scenario.strata.map((stratum, j) => (j > 0 ? stratum : { ...stratum, ...change(stratum) })),
		};
	});
	return { ...base, scenarios };
}

describe("comparing two runs", () => {
	test("a run does not differ from itself, nor from one with twice its times", () => {
		expect(compareRecords(base, base).differences).toEqual([]);
		const slower = headWith((stratum) => ({ pairs: stratum.pairs.map(([b, a]) => [2 * b, 2 * a]) }));
		expect(compareRecords(base, slower).differences).toEqual([]);
	});

	test("a verdict that fell is worse, one that became unresolved is only different", () => {
		const worseness = (verdict: StratumRecord["verdict"]) =>
			compareRecords(
				headWith(() => ({ verdict: "faster" })),
				headWith(() => ({ verdict })),
			).differences[0]?.worse;
		expect(worseness("slower")).toBe(true);
		expect(worseness("no-change")).toBe(true);
		expect(worseness("unresolved")).toBe(false);
	});

	test("ten times the rows and pages is worse, whatever the clock said", () => {
		const head = headWith(({ after }) => ({ after: { ...after, rowsExamined: 1e7, pageReads: 1e7 } }));
		expect(compareRecords(base, head).differences).toMatchObject([{ what: "work", worse: true }]);
	});

	test("another plan is shown from and to", () => {
		const head = headWith(({ after }) => ({
			after: { ...after, plan: [{ table: "sales", access: "ALL", key: null, rows: 9 }] },
		}));
		expect(compareRecords(base, head).differences).toContainEqual(
			expect.objectContaining({ what: "plan", head: "sales:ALL:-", worse: false }),
		);
	});

	test("ratios whose intervals are apart are shown", () => {
		const head = headWith(({ change }) => ({
			verdict: "slower",
			...(change === undefined ? {} : { change: { ...change, reductionPct: -300, ci: [-310, -290] } }),
		}));
		expect(compareRecords(base, head).differences).toContainEqual(
			expect.objectContaining({ what: "ratio", worse: true }),
		);
	});

	test("a scenario that is gone is worse, a new one is not", () => {
		const fewer = { ...base, scenarios: base.scenarios.slice(1) };
		expect(compareRecords(base, fewer).differences.every(({ what, worse }) => what === "missing" && worse)).toBe(true);
		expect(compareRecords(fewer, base).differences.some(({ worse }) => worse)).toBe(false);
	});

	test("another machine or MySQL is said, not refused", () => {
		const { mysql } = base.environment;
		const head = { ...base, environment: { ...base.environment, cores: 64, mysql: { ...mysql, version: "9.7.4" } } };
		const text = renderComparison(base, head, compareRecords(base, head));
		expect(text).toContain("Machines differ");
		expect(text).toContain("against 9.7.4");
	});

	test.each([
		["suite", { suite: "other" }],
		["design", { design: "sequential" as const }],
		["seed", { dataset: { ...base.dataset, seed: 2 } }],
		["scale", { dataset: { ...base.dataset, scale: "x10" } }],
		["mode", { mode: "counters" as const }],
	])("runs that differ in %s are refused with the reason", (what, change) => {
		expect(() => compareRecords(base, { ...base, ...change })).toThrow(`the base's ${what} is`);
	});
});
