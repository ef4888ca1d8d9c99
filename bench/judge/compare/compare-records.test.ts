import { describe, expect, test } from "vitest";
import type { RunRecord, ScenarioRecord, StratumRecord } from "../../record/schema.ts";
import { renderComparison } from "../../report/compare/render-comparison.ts";
import { sampleRecord } from "../../report/fixtures/sample-record.ts";
import { compareRecords } from "./compare-records.ts";

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
			expect.objectContaining({ what: "plan", head: { is: "plan", plan: "sales:ALL:-", key: 1 }, worse: false }),
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

	describe("a stratum that is faster in both", () => {
		const [first] = base.scenarios[0]?.strata ?? [];
		/** The first stratum as faster by this factor, within a tenth of it. */
		const by = (factor: number, others: Partial<StratumRecord> = {}) =>
			headWith(({ change }) => {
				if (change === undefined) throw new Error("the sample is timed");
				const pct = (one: number) => 100 * (1 - 1 / one);
				const ci: [number, number] = [pct(0.9 * factor), pct(1.1 * factor)];
				return { verdict: "faster", change: { ...change, factor, reductionPct: pct(factor), ci }, ...others };
			});
		const ratioOf = (from: RunRecord, to: RunRecord) =>
			compareRecords(from, to).differences.find(({ what }) => what === "ratio");
		const elsewhere = (run: RunRecord) => ({ ...run, environment: { ...run.environment, cores: 64 } });

		test("is worse where it keeps clearly less than half of its factor", () => {
			expect(ratioOf(by(250), by(1.25))).toMatchObject({ base: { pct: expect.closeTo(99.6, 1) }, worse: true });
			expect(ratioOf(by(50), by(20))?.worse).toBe(true);
			expect(ratioOf(by(20), by(50))?.worse).toBe(false);
			expect(ratioOf(by(50), by(30))?.worse).toBe(false);
		});

		test("is not worse where the time with the index stays under a millisecond", () => {
			expect(first?.before.p50).toBeGreaterThan(200);
			expect(ratioOf(by(4000), by(1000))?.worse).toBe(false);
		});

		test("is not worse where it was the time without the index that fell", () => {
			if (first === undefined) throw new Error("the sample has a stratum");
			const plan = [{ table: "sales", access: "ref", key: "other", rows: 9 }];
			expect(ratioOf(by(50), by(2, { before: { ...first.before, plan } }))?.worse).toBe(false);
			const less = { handlers: {}, rowsExamined: 100, pageReads: 100 };
			expect(ratioOf(by(50), by(2, { before: { ...first.before, ...less } }))?.worse).toBe(false);
		});

		test("is not worse where another machine did the very same work, but where it did another", () => {
			if (first === undefined) throw new Error("the sample has a stratum");
			expect(ratioOf(by(50), elsewhere(by(2)))?.worse).toBe(false);
			const handlers = { ...first.after.handlers, Handler_read_key: 2 };
			expect(ratioOf(by(50), elsewhere(by(2, { after: { ...first.after, handlers } })))?.worse).toBe(true);
		});
	});

	test("another text or other parameters make another query, whose figures are not compared", () => {
		const more = (stratum: StratumRecord) => ({ ...stratum.after, rowsExamined: 1e7, pageReads: 1e7 });
		const others = headWith((stratum) => ({ after: more(stratum), parameters: [["other"]] }));
		expect(compareRecords(base, others).differences).toMatchObject([
			{ what: "another query", head: { text: '[["other"]]' }, worse: false },
		]);
		const head = headWith((stratum) => ({ after: more(stratum) }));
		const scenarios = head.scenarios.map((scenario, i) =>
			i > 0 ? scenario : { ...scenario, sql: scenario.sql.replace("limit 1", "limit 2") },
		);
		const { differences } = compareRecords(base, { ...head, scenarios });
		expect(differences).toHaveLength(scenarios[0]?.strata.length ?? 0);
		expect(differences[0]).toMatchObject({ what: "another query", head: { text: expect.stringContaining("limit 2") } });
	});

	test("a verdict that fell is worse although the query is another", () => {
		const head = headWith(() => ({ verdict: "slower", parameters: [["other"]] }));
		expect(compareRecords(base, head).differences.map(({ what, worse }) => [what, worse])).toEqual([
			["verdict", true],
			["another query", false],
		]);
	});

	test("other results of the same query on the same data are worse, unless another MySQL printed them", () => {
		const head = headWith(({ after }) => ({ after: { ...after, digest: "f".repeat(64), resultRows: 0 } }));
		expect(compareRecords(base, head).differences).toMatchObject([
			{ what: "results", head: { is: "results", rows: 0 }, worse: true },
		]);
		const mysql = { ...base.environment.mysql, version: "9.7.4" };
		const newer = { ...head, environment: { ...base.environment, mysql } };
		expect(compareRecords(base, newer).differences).toMatchObject([{ what: "results", worse: false }]);
		const givenUp = headWith(({ after }) => ({ after: { ...after, digest: "", resultRows: 0 } }));
		expect(compareRecords(base, givenUp).differences).toEqual([]);
	});

	test("other weights and index columns are told", () => {
		const scenarios = base.scenarios.map((scenario, i) => (i > 0 ? scenario : { ...scenario, weight: 999 }));
		const indexes = base.indexes.map((index, i) =>
			i > 0 ? index : { ...index, columns: [...index.columns, "site"], bytes: 2 * index.bytes },
		);
		expect(compareRecords(base, { ...base, scenarios, indexes }).differences).toMatchObject([
			{
				subject: { of: "scenario", scenario: base.scenarios[0]?.id },
				what: "weight",
				base: { value: 50_000 },
				head: { value: 999 },
				worse: false,
			},
			{ what: "columns", head: { columns: ["batchId", "site"] }, worse: false },
			{ what: "size", worse: false },
		]);
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
			{ what: "counters", head: { counters: { Handler_read_key: 2 } }, worse: false },
		]);
	});

	test("another baseline is told, since the ratio then speaks of another before", () => {
		const head = headWith(({ before }) => ({
			before: { ...before, plan: [{ table: "sales", access: "ref", key: "other", rows: 9 }] },
		}));
		expect(compareRecords(base, head).differences).toMatchObject([
			{ what: "baseline", head: { plan: "sales:ref:other" } },
		]);
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
		expect(differences[0]).toMatchObject({
			what: "write cost",
			base: { is: "change", pct: 2, ci: [1, 3] },
			worse: true,
		});
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
