import { expect, test } from "vitest";
import { sampleRecord } from "../report/fixtures/sample-record.ts";
import { judgeConcentration } from "./judge-concentration.ts";

const claim = { statement: "The top 2 give 80 %.", source: "a test", top: 2, sharePct: 80 };
const { scenarios, indexes } = sampleRecord();
const template = scenarios[0];
const stratum = template?.strata[0];
if (template === undefined || stratum === undefined) throw new Error("the sample has scenarios");

/** A scenario that takes so many milliseconds before and after, judged accordingly. */
const scenario = (id: string, weight: number, before: number, after: number, index = "idx_sales_batch_id") => ({
	...template,
	id,
	weight,
	strata: [
		{
			...stratum,
			share: 1,
			verdict: before > after ? ("faster" as const) : before < after ? ("slower" as const) : ("no-change" as const),
			after: { ...stratum.after, plan: [{ table: "t", access: "ref", key: index, rows: 1 }] },
			pairs: Array.from({ length: 20 }, (_, i): [number, number] => [before + (i % 5) / 100, after + (i % 3) / 100]),
		},
	],
});

test("few operations that save most of the weighted time bear a statement out; equally weighed they need not", () => {
	const operations = [
		scenario("job", 1_000, 100, 1),
		scenario("page", 100, 100, 1),
		scenario("rare", 1, 100, 1, "idx_invoices_customer_id"),
		scenario("rarer", 1, 100, 1, "idx_invoices_customer_id"),
		scenario("worse", 1, 10, 30),
		scenario("other", 500, 10, 10),
	];
	const judged = judgeConcentration(claim, operations, indexes);
	const { "stated weights": stated, "equal weights": equal } = judged?.weighings ?? {};
	expect(stated).toMatchObject({ scenarios: 6, gaining: 4, verdict: "holds" });
	expect(stated?.benefit?.sharePct).toBeCloseTo((100 * 1100) / 1102, 1);
	expect(stated?.net?.sharePct).toBeGreaterThan(stated?.benefit?.sharePct ?? Number.NaN);
	expect(stated?.largest.map((part) => part.scenario)).toEqual(["job", "page"]);
	expect(stated?.indexes.map(({ name }) => name)).toEqual(["idx_sales_batch_id", "idx_invoices_customer_id"]);
	expect(equal).toMatchObject({ verdict: "fails" });
	expect(equal?.benefit?.sharePct).toBeCloseTo(50, 1);
	expect(equal?.indexes.map(({ sharePct }) => Math.round(sharePct))).toEqual([50, 50]);
});

test("when no more operations gained than are said to bring most of it, the statement cannot be tested", () => {
	const judged = judgeConcentration(claim, [scenario("job", 1, 100, 1), scenario("page", 1, 10, 1)], indexes);
	expect(judged?.weighings["stated weights"]).toMatchObject({
		verdict: "untestable",
		reasons: [{ kind: "too-few-gain", gaining: 2, top: 2 }],
	});
});

test("nothing is said where nothing got faster, or nothing was timed", () => {
	const slower = judgeConcentration(claim, [scenario("job", 1, 1, 10)], indexes)?.weighings["stated weights"];
	expect(slower).toMatchObject({ benefit: null, net: null, largest: [], indexes: [], verdict: "untestable" });
	const untimed = scenarios.map((one) => ({ ...one, strata: one.strata.map((part) => ({ ...part, pairs: [] })) }));
	expect(judgeConcentration(claim, untimed, indexes)).toBeUndefined();
});
