import { describe, expect, test } from "vitest";
import type { Evidence, ScenarioRecord, ScenarioVerdict } from "../record/schema.ts";
import type { AttributionEffect } from "../record/studies/attribution.ts";
import { charging } from "../report/fixtures/sample-attribution.ts";
import { sampleRecord } from "../report/fixtures/sample-record.ts";
import { strataOfIndex, uses } from "./strata-of-index.ts";

const [template] = sampleRecord({ strata: 1 }).scenarios;
const [stratum] = template?.strata ?? [];
if (template === undefined || stratum === undefined) throw new Error("the sample has a stratum");
const sample = { template, stratum };

/** One scenario whose plan goes through these indexes, one per table. */
function scenario(verdict: ScenarioVerdict, ...keys: string[]): ScenarioRecord {
	const plan = keys.map((key, i) => ({ table: `t${i}`, tableName: "t", access: "ref", key, rows: 1 }));
	const { keyPlans: _, ...after } = sample.stratum.after;
	return { ...sample.template, id: "A", strata: [{ ...sample.stratum, id: "s", verdict, after: { ...after, plan } }] };
}

/** Attribution in which two indexes change one stratum, each in its own way. */
function found(effects: Readonly<Record<string, Partial<AttributionEffect>>>) {
	const [one] = charging("any", "A", "s").indexes[0]?.effects ?? [];
	if (one === undefined) throw new Error("the sample has an effect");
	return { indexes: Object.entries(effects).map(([name, change]) => ({ name, effects: [{ ...one, ...change }] })) };
}

const harmful = { aloneVerdict: "more", leftOutVerdict: "less" } as const;
const harmless = { aloneVerdict: "less", leftOutVerdict: "same" } as const;
const easing = { aloneVerdict: "less", leftOutVerdict: "more" } as const;

/** Index b of the sample is on its second table, whose alias is not its name. */
function of(name: string) {
	return { table: "t", name };
}

function answering(index: string, scenarios: readonly ScenarioRecord[], attribution?: ReturnType<typeof found>) {
	return strataOfIndex(of(index), scenarios, attribution).map(({ inPlan }) => (inPlan ? "in its plan" : "charged"));
}

describe("a change that no plan names", () => {
	const step = (table: string, access: string, key: string | null = null, extra = "Using where") => ({
		table,
		access,
		key,
		rows: 1,
		extra,
	});
	type Way = Pick<Evidence, "plan" | "steps">;
	const meant = (verdict: ScenarioVerdict, before: Way, after: Way): ScenarioRecord => {
		const { stratum } = sample;
		const arms = { before: { ...stratum.before, ...before }, after: { ...stratum.after, ...after } };
		return { ...sample.template, id: "A", indexes: ["a"], strata: [{ ...stratum, verdict, ...arms }] };
	};
	const outer = step("p", "range", "PRIMARY");
	const inner = step("c", "ALL", null, "Using where; Using join buffer (hash join)");

	const joined = { plan: [outer, inner], steps: "one" };

	test.each([
		[
			"answered while planning",
			{ plan: [step("t", "index", "PRIMARY")] },
			{ plan: [step("(none)", "none", null, "Select tables optimized away")] },
		],
		[
			"range by range for each row",
			joined,
			{ plan: [outer, step("c", "ALL", null, "Range checked for each record (index map: 0x2)")] },
		],
		[
			"no row found of one table",
			{ plan: [outer, step("c", "ref", "other")] },
			{ plan: [step("(none)", "none", null, "no matching row in const table")] },
		],
		["an expression computed another way", joined, { ...joined, steps: "another" }],
	])("%s is of the index that the scenario is meant for, also where evidence leaves it open", (_, before, after) => {
		for (const verdict of ["faster", "slower", "unresolved"] as const)
			expect(answering("a", [meant(verdict, before, after)])).toEqual(["in its plan"]);
		expect(answering("a", [meant("no-change", before, after)])).toEqual([]);
	});

	test.each([
		["the same plan", joined],
		["the same steps in another order", { plan: [inner, outer], steps: "two" }],
		["another index", { plan: [outer, step("c", "ref", "other")], steps: "three" }],
	])("%s is not", (_, after) => {
		expect(answering("a", [meant("faster", joined, after)])).toEqual([]);
	});
});

describe("a stratum that got worse with a plan of which two indexes could be the cause", () => {
	test("is not charged to one that is not in the plan, helps alone, and whose absence changes nothing", () => {
		const scenarios = [scenario("slower", "a")];
		const attribution = found({ a: harmful, b: { ...harmless, none: state("x"), alone: state("y") } });
		expect(answering("a", scenarios, attribution)).toEqual(["in its plan"]);
		expect(answering("b", scenarios, attribution)).toEqual([]);
	});

	test("is charged to one that is not in the plan but without which there is less work", () => {
		expect(answering("b", [scenario("slower", "a")], found({ b: harmful }))).toEqual(["charged"]);
		const either = { aloneVerdict: "more", leftOutVerdict: "same" } as const;
		expect(answering("b", [scenario("slower", "a")], found({ b: either }))).toEqual(["charged"]);
	});

	test("is not charged to one in the plan without which it would be worse", () => {
		const scenarios = [scenario("slower", "a", "b")];
		expect(answering("b", scenarios, found({ a: harmful, b: easing }))).toEqual([]);
		expect(answering("b", scenarios)).toEqual(["in its plan"]);
	});

	test("is charged by plans where what single indexes do is doubtful", () => {
		const attribution = found({ b: { ...easing, baseline: "doubtful" } });
		expect(answering("b", [scenario("slower", "a", "b")], attribution)).toEqual(["in its plan"]);
	});

	test("counts as worse also where the clock left open what evidence shows", () => {
		const [open] = scenario("unresolved", "a").strata;
		if (open === undefined) throw new Error("the scenario has a stratum");
		const work = (rows: number) => ({ handlers: {}, rowsExamined: rows, pageReads: rows });
		const worse = { ...open, before: { ...open.before, ...work(100) }, after: { ...open.after, ...work(5000) } };
		const scenarios = [{ ...sample.template, id: "A", strata: [worse] }];
		expect(answering("b", scenarios, found({ b: harmful }))).toEqual(["charged"]);
	});
});

test("a gain is not credited to an index in the plan without which it would be larger", () => {
	const scenarios = [scenario("faster", "a", "b")];
	const attribution = found({ a: { aloneVerdict: "more", leftOutVerdict: "less" }, b: easing });
	expect(answering("a", scenarios, attribution)).toEqual([]);
	expect(answering("b", scenarios, attribution)).toEqual(["in its plan"]);
});

describe("an index is used", () => {
	const step = (key: string | null, more: object = {}) => ({ table: "t", access: "ref", key, rows: 1, ...more });
	const after = { ...sample.stratum.after, plan: [step(null, { access: "ALL" })], keyPlans: [] };

	test("also when only a further key's plan goes through it, merged with another or not", () => {
		const merged = [step("PRIMARY"), step("idx_a,idx_b", { access: "index_merge" })];
		expect(uses({ after: { ...after, keyPlans: [after.plan, merged] } }, of("idx_b"))).toBe(true);
		expect(uses({ after: { ...after, keyPlans: [[step("idx_bc")]] } }, of("idx_b"))).toBe(false);
	});

	test("by its whole name, whatever signs are in it", () => {
		expect(uses({ after: { ...after, plan: [step("by day, then `id`")] } }, of("by day, then `id`"))).toBe(true);
		expect(uses({ after: { ...after, plan: [step("a,b")] } }, of("b"))).toBe(false);
		const merged = step("x,a,b", { access: "index_merge", keys: ["x", "a,b"] });
		expect(uses({ after: { ...after, plan: [merged] } }, of("a,b"))).toBe(true);
		expect(uses({ after: { ...after, plan: [merged] } }, of("b"))).toBe(false);
	});

	test("on its own table alone, where another has one of that name", () => {
		const plan = [step("by_owner", { table: "o", tableName: "orders" })];
		expect(uses({ after: { ...after, plan } }, { table: "orders", name: "by_owner" })).toBe(true);
		expect(uses({ after: { ...after, plan } }, { table: "invoices", name: "by_owner" })).toBe(false);
	});
});

describe("use is shown by doing", () => {
	const unnamed = (verdict: ScenarioVerdict): ScenarioRecord => {
		const [one] = scenario(verdict).strata;
		if (one === undefined) throw new Error("the scenario has a stratum");
		const plan = [{ table: "(none)", access: "none", key: null, rows: null, extra: "Select tables optimized away" }];
		return { ...sample.template, id: "A", indexes: ["a"], strata: [{ ...one, after: { ...one.after, plan } }] };
	};

	test("where EXPLAIN names no index, and leaving it out makes more work", () => {
		expect(answering("a", [unnamed("faster")], found({ a: easing }))).toEqual(["in its plan"]);
		expect(
			answering("b", [unnamed("faster")], found({ a: easing, b: { aloneVerdict: "same", leftOutVerdict: "same" } })),
		).toEqual([]);
	});

	test("where nothing was attributed, by the one scenario that is meant for it", () => {
		expect(answering("a", [unnamed("faster")])).toEqual(["in its plan"]);
		expect(answering("b", [unnamed("faster")])).toEqual([]);
	});
});

describe("a regression that the clock proves", () => {
	test("is charged to the only index of its plan, whatever counters say", () => {
		expect(answering("a", [scenario("slower", "a")], found({ a: easing }))).toEqual(["in its plan"]);
	});

	test("is charged to somebody where counters praise every index of its plan", () => {
		const attribution = found({ a: easing, b: easing });
		const charged = ["a", "b"].flatMap((index) => answering(index, [scenario("slower", "a", "b")], attribution));
		expect(charged).toEqual(["in its plan", "in its plan"]);
	});
});

function state(plan: string) {
	return { visible: [], plan, rowsExamined: 1, pageReads: 1, work: 2, executed: true };
}
