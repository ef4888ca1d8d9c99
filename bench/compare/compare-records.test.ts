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

	test("counters that moved under the same plan are told, decisive or not", () => {
		const head = headWith(({ after }) => ({
			after: {
				...after,
				handlers: { ...after.handlers, Handler_read_key: 2 },
				rowsExamined: (after.rowsExamined ?? 0) + 1,
			},
		}));
		expect(compareRecords(base, head).differences).toMatchObject([
			{ what: "counters", head: expect.stringContaining("Handler_read_key 2"), worse: false },
		]);
	});

	test("another baseline is told, since the ratio then speaks of another before", () => {
		const head = headWith(({ before }) => ({
			before: { ...before, plan: [{ table: "sales", access: "ref", key: "other", rows: 9 }] },
		}));
		expect(compareRecords(base, head).differences).toMatchObject([{ what: "baseline", head: "sales:ref:other" }]);
	});

	test("writes that cost more than they did are worse where the intervals are apart", () => {
		const costing = (changePct: number): RunRecord => ({
			...base,
			indexes: base.indexes.map((index) => ({
				...index,
				writeCost: { changePct, ci: [changePct - 1, changePct + 1], statement: "INSERT" },
			})),
		});
		const { differences } = compareRecords(costing(2), costing(9));
		expect(differences).toHaveLength(base.indexes.length);
		expect(differences[0]).toMatchObject({ what: "write cost", base: "2.0 % [1.0, 3.0]", worse: true });
		expect(compareRecords(costing(9), costing(2)).differences[0]?.worse).toBe(false);
		expect(compareRecords(costing(2), costing(3)).differences).toEqual([]);
	});

	test("the answer comes first and no line is wider than the terminal", () => {
		const plan = Array.from({ length: 9 }, (_, i) => ({ table: `t${i}`, access: "ALL", key: null, rows: 1 }));
		const head = headWith(({ after }) => ({ verdict: "slower", after: { ...after, plan } }));
		const text = renderComparison(base, head, compareRecords(base, head), 80);
		expect(text.split("\n")[0]).toBe("2 differences, 1 of them worse.");
		for (const line of text.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
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
