import { describe, expect, test } from "vitest";
import type { RunRecord, ScenarioVerdict, StratumRecord } from "../record/schema.ts";
import { sampleRecord } from "../report/fixtures/sample-record.ts";
import { checkGate } from "./gate.ts";
import type { Waiver } from "./waivers.ts";

const gateFailures = (record: RunRecord) => checkGate(record).failures;

/** A complete run in which every stratum has this verdict. */
function runWith(verdict: ScenarioVerdict, change: Partial<RunRecord> = {}): RunRecord {
	const record = sampleRecord({ strata: 3 });
	return {
		...record,
		scenarios: record.scenarios.map((scenario) => ({
			...scenario,
			baselineMatches: true,
			strata: scenario.strata.map((stratum) => ({ ...stratum, verdict })),
		})),
		indexes: record.indexes.map((index) => ({ ...index, verdict: "keep" })),
		...change,
	};
}

test("a run in which nothing got worse passes", () => {
	expect(gateFailures(runWith("faster"))).toEqual([]);
});

test("noise alone never fails it: unresolved passes", () => {
	expect(gateFailures(runWith("unresolved"))).toEqual([]);
});

/** A run of one stratum that the clock left open, with this evidence. */
function openRun(change: Partial<StratumRecord>, run: Partial<RunRecord> = {}): RunRecord {
	const record = runWith("unresolved", run);
	const [scenario] = record.scenarios;
	const [stratum] = scenario?.strata ?? [];
	if (scenario === undefined || stratum === undefined) throw new Error("the sample has a stratum");
	return { ...record, scenarios: [{ ...scenario, strata: [{ ...stratum, ...change }] }] };
}

test("a waiver bounds what is proven of work: at one plausible price beyond it is not beyond it", () => {
	const [stratum] = sampleRecord({ strata: 1 }).scenarios[0]?.strata ?? [];
	if (stratum === undefined) throw new Error("the sample has a stratum");
	const priced = (parts: Record<string, [number, number, number]>, rows: number) => ({
		...stratum.before,
		handlers: { Handler_read_next: rows },
		work: { parts },
	});
	const run = openRun({
		before: priced({ "scanned-row": [1_000_000, 0.1, 0.2] }, 1),
		after: priced({ page: [1_000_000, 0.6, 1.2] }, 2),
	});
	const scenario = run.scenarios[0]?.id ?? "";
	const accept = (atMost: number) => checkGate(run, [{ scenario, reason: "known", atMost }]);
	// At the middle prices it is 6 times the work, surely 3 times.
	expect(accept(4).failures).toEqual([]);
	expect(accept(2.9).failures).toMatchObject([{ regression: { times: expect.closeTo(6), least: expect.closeTo(3) } }]);
});

describe("evidence that the clock leaves standing", () => {
	const [stratum] = sampleRecord({ strata: 1 }).scenarios[0]?.strata ?? [];
	if (stratum === undefined) throw new Error("the sample has a stratum");
	const { before, after } = stratum;
	const work = (rows: number) => ({ handlers: {}, rowsExamined: rows, pageReads: rows });
	const worse = { before: { ...before, ...work(1_000) }, after: { ...after, ...work(10_600) } };
	const ranInto = { ...after, handlers: {}, rowsExamined: null, pageReads: null, digest: "", timedOutSeconds: 60 };

	test("of decisively more work fails it, timed or not, unless the clock resolved that it does not matter", () => {
		expect(gateFailures(openRun(worse))).toMatchObject([
			{
				regression: { by: "open-work", times: 10.6 },
				reasons: expect.arrayContaining([expect.objectContaining({ kind: "work-changed" })]),
			},
		]);
		const { change: _, ...untimed } = openRun(worse).scenarios[0]?.strata[0] ?? stratum;
		expect(gateFailures(openRun({ ...untimed, ...worse, pairs: [] }))).toHaveLength(1);
		expect(gateFailures(openRun({ ...worse, verdict: "faster" }))).toEqual([]);
		expect(gateFailures(openRun({ ...worse, verdict: "no-change" }))).toEqual([]);
	});

	test("of work that is alike, or of one and the same arm, is none", () => {
		expect(gateFailures(openRun({ ...worse, after: { ...after, ...work(1_900) } }))).toEqual([]);
		expect(gateFailures(openRun(worse, { mode: "null" }))).toEqual([]);
	});

	test("of a query that only the indexes make run into its timeout fails it where they change the plan", () => {
		expect(gateFailures(openRun({ after: ranInto }))).toMatchObject([{ regression: { by: "timeout" } }]);
		expect(gateFailures(openRun({ after: { ...ranInto, plan: before.plan } }))).toEqual([]);
		expect(gateFailures(openRun({ before: ranInto, after: ranInto }))).toEqual([]);
	});

	test("is waived up to its factor of work, and a query that was given up up to no factor", () => {
		const scenario = openRun(worse).scenarios[0]?.id ?? "";
		const accept = (run: RunRecord, atMost: number) => checkGate(run, [{ scenario, reason: "known", atMost }]);
		expect(accept(openRun(worse), 11)).toMatchObject({ failures: [], waived: [{ because: "known" }] });
		expect(accept(openRun(worse), 10).failures).toHaveLength(1);
		expect(accept(openRun({ after: ranInto }), 1e9).failures).toHaveLength(1);
		const { change: _, ...slower } = openRun({ after: ranInto, verdict: "slower", pairs: [] }).scenarios[0]
			?.strata[0] ?? { ...stratum };
		const run = openRun({});
		const given = { ...run, scenarios: run.scenarios.map((one) => ({ ...one, strata: [slower] })) };
		expect(accept(given, 1e9)).toMatchObject({ failures: [{ regression: { by: "timeout" } }], waived: [] });
	});
});

test.each(["slower", "invalid"] as const)("a scenario that is %s fails it, by name", (verdict) => {
	const [failure] = gateFailures(runWith(verdict));
	expect(failure?.kind).toBe(verdict === "slower" ? "regression" : "invalid");
});

test("an index that does not earn its keep fails it", () => {
	const record = runWith("faster");
	const failures = gateFailures({ ...record, indexes: record.indexes.map((index) => ({ ...index, verdict: "drop" })) });
	expect(failures).toHaveLength(record.indexes.length);
	expect(failures[0]).toMatchObject({ kind: "index", table: record.indexes[0]?.table, index: record.indexes[0]?.name });
});

test("a partial run cannot pass", () => {
	expect(gateFailures(runWith("faster", { status: "interrupted" }))).toEqual([
		{ kind: "run-not-whole", status: "interrupted" },
	]);
});

describe("a waiver", () => {
	const slower = runWith("slower");
	const [first] = slower.scenarios;
	const id = first?.id ?? "";
	const accept = (...waivers: Waiver[]) => checkGate(slower, waivers);
	const factorOf = (record: RunRecord) =>
		Math.max(...record.scenarios.flatMap((s) => s.strata.map((t) => 1 / (t.change?.factor ?? 1))));

	test("accepts a regression up to its bound, with its reason shown", () => {
		const { failures, waived } = accept({ scenario: id, reason: "the nightly job only", atMost: factorOf(slower) });
		expect(waived.length).toBe(first?.strata.length);
		expect(waived[0]?.because).toBe("the nightly job only");
		expect(failures.some((failure) => "scenario" in failure && failure.scenario === id)).toBe(false);
	});

	test("of one stratum accepts no other", () => {
		const stratum = first?.strata[0]?.id ?? "";
		expect(accept({ scenario: id, stratum, reason: "known", atMost: 1e9 }).waived).toHaveLength(1);
	});

	/** The sample with every stratum slower by this interval, in percent of reduction. */
	const slowerBy = (low: number, high: number): RunRecord => ({
		...slower,
		scenarios: slower.scenarios.map((s) => ({
			...s,
			strata: s.strata.map((t) =>
				t.change === undefined
					? t
					: { ...t, change: { ...t.change, factor: 0.2, ci: [low, high] as [number, number] } },
			),
		})),
	});

	test("does not accept what surely exceeds its bound, and says how much it accepts", () => {
		const result = checkGate(slowerBy(-420, -380), [{ scenario: id, reason: "known", atMost: 4 }]);
		expect(result).toMatchObject({ waived: [], unused: [] });
		expect(result.failures[0]).toMatchObject({ regression: { by: "clock", times: 5, least: 4.8 }, beyond: 4 });
	});

	test("accepts an interval that reaches across its bound: what noise alone may exceed is not proven", () => {
		expect(checkGate(slowerBy(-420, -290), [{ scenario: id, reason: "known", atMost: 4 }]).failures).toEqual([]);
	});

	test("that nothing needed is named", () => {
		const idle = { scenario: "gone", reason: "known", atMost: 4 };
		expect(checkGate(slower, [idle]).unused).toEqual([idle]);
	});

	test("never accepts different results", () => {
		const result = checkGate(runWith("invalid"), [{ scenario: id, reason: "known", atMost: 1e9 }]);
		expect(result.waived).toEqual([]);
	});
});

describe("an index that is to go", () => {
	const dropping = (verdict: ScenarioVerdict, of: RunRecord["indexes"][number]["verdict"]) => {
		const record = runWith(verdict);
		const indexes = record.indexes.map((index) => ({ ...index, verdict: of }));
		const drops = indexes.map(({ table, name }) => ({ table, name }));
		return { ...record, indexes, published: { ...record.published, drops } };
	};

	test("fails the gate where it would be missed, and only there", () => {
		for (const verdict of ["keep", "keep-with-care"] as const) {
			const record = dropping("faster", verdict);
			const told = gateFailures(record);
			expect(told).toHaveLength(record.indexes.length);
			expect(told.every((finding) => finding.kind === "index" && finding.isDropped)).toBe(true);
		}
		expect(gateFailures(dropping("no-change", "drop"))).toEqual([]);
		expect(gateFailures(dropping("no-change", "unresolved"))).toEqual([]);
	});

	test("does no harm by what it makes slower, but what differs in its results is still told", () => {
		const { scenarios } = dropping("slower", "drop");
		expect(gateFailures(dropping("slower", "drop"))).toEqual([]);
		expect(gateFailures(runWith("slower"))).toHaveLength(scenarios.flatMap(({ strata }) => strata).length);
		expect(gateFailures(dropping("invalid", "drop"))).not.toEqual([]);
	});
});
