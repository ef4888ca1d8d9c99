import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import type { IndexSpec } from "../../../mysql/index-spec.ts";
import { handmadeScenario } from "../../../scenarios/fixtures/handmade-scenario.ts";
import type { Scenario, Suite } from "../../../scenarios/suite.ts";
import { REFERENCE } from "../../measure/work-prices.ts";
import type { Evidence } from "../../record/evidence.ts";
import type { MeasuredRun, MeasuredStratum } from "../../record/measured.ts";
import { sampleRecord } from "../../report/fixtures/sample-record.ts";
import type { CommonGround } from "./dependence.ts";
import { keepMeasured, reuseKept } from "./reuse.ts";
import { evictEvidence, evidenceFolder } from "./store.ts";

const cacheFolder = await mkdtemp(join(tmpdir(), "index-impact-kept-"));
afterAll(() => rm(cacheFolder, { recursive: true, force: true }));
beforeEach(() => rm(evidenceFolder(cacheFolder), { recursive: true, force: true }));

const index = (table: string, name: string): IndexSpec => ({ table, name, columns: ["a"] });
const onOrders = index("orders", "orders_a");
const onPeople = index("people", "people_a");

function query(id: string, sql: string, params: () => unknown[] = () => []): Scenario {
	return handmadeScenario({
		id,
		indexes: [],
		strata: [
			{
				id: "any",
				share: 1,
				keys: { by: "sql", sql: "select 1" },
				queries: (key) => [{ toSQL: () => ({ sql, params: [...key, ...params()] }) }],
			},
		],
	});
}

const orders = query("orders", "select * from `orders` where a = ?");
const people = query("people", "select * from people where a = ?");
const suite = {
	tables: ["orders", "people"].map((name) => ({ name })),
	indexes: [onOrders, onPeople],
	scenarios: [orders, people],
} as unknown as Suite;
const sample = sampleRecord();
const { environment } = sample;
const ground: CommonGround = {
	method: "1",
	mysql: environment.mysql,
	dataset: "rows",
	seed: 1,
	queryTimeoutSeconds: 300,
	elsewhere: 0,
};

const evidence = (work: number, plan = "ALL"): Evidence => ({
	plan: [{ table: "t", access: plan, key: null, rows: 1 }],
	handlers: { Handler_read_next: work },
	rowsExamined: work,
	pageReads: 10,
	work: { parts: { "index-entry": [work, 0.1, 0.2] } },
	digest: "same",
	resultRows: 1,
});

function stratum(change: Partial<MeasuredStratum> = {}): MeasuredStratum {
	return {
		id: "any",
		share: 1,
		parameters: [[7]],
		pairs: [],
		order: [],
		warmupPairs: 0,
		before: evidence(1000),
		after: evidence(10, "ref"),
		...change,
	};
}

/** A run that has measured both, the query of orders as said. */
function measuredRun(change: Partial<MeasuredStratum> = {}, clock?: MeasuredRun["clock"]): MeasuredRun {
	const { scenarios: _, ...rest } = sample;
	const of = ({ id }: Scenario, own: MeasuredStratum) => ({ ...sample.scenarios[0], id, strata: [own] });
	const built = ({ table, name, columns }: IndexSpec) => ({
		...{ table, name, columns: [...columns] },
		...{ buildSeconds: 1, bytes: 1, coveredBy: [] },
	});
	return {
		...rest,
		...(clock === undefined ? {} : { clock }),
		indexes: [onOrders, onPeople].map(built),
		scenarios: [of(orders, stratum(change)), of(people, stratum())],
	} as unknown as MeasuredRun;
}

const plan = (change: Partial<{ suite: Suite; scenarios: readonly Scenario[]; clockSeconds: number }> = {}) => ({
	suite,
	scenarios: suite.scenarios,
	clockSeconds: 0,
	server: { source: "auto", mysql: "8.4", cacheFolder, cacheLimitBytes: 1 } as const,
	...change,
});
const noPrices = async () => Promise.reject(new Error("No price was to be asked."));
const reuse = (asked = plan(), on = ground, where = environment, prices: () => Promise<never> = noPrices) =>
	reuseKept(asked, where, on, prices);
const idsLeft = async (...asked: Parameters<typeof reuse>) => (await reuse(...asked)).left.map(({ id }) => id);

describe("what was measured is used again", () => {
	test("as it was, with the run that measured it, while nothing that it depends on has changed", async () => {
		await keepMeasured(plan(), measuredRun(), ground);
		const found = await reuse();
		expect(found).toMatchObject({ left: [], build: [] });
		expect(found.scenarios.map(({ strata: [one] }) => one)).toEqual([stratum(), stratum()]);
		expect(found.scenarios.map(({ kept }) => kept?.runId)).toEqual([sample.runId, sample.runId]);
		expect(found.indexes.map(({ name }) => name)).toEqual(["orders_a", "people_a"]);
	});

	test("with the weight that it has now: that changes no evidence", async () => {
		await keepMeasured(plan(), measuredRun(), ground);
		const scenarios = suite.scenarios.map((scenario) => ({ ...scenario, weight: 9 }));
		const found = await reuse(plan({ scenarios }));
		expect(found.scenarios.map(({ weight }) => weight)).toEqual([9, 9]);
	});

	test.each<[string, Partial<CommonGround>]>([
		["another method", { method: "2" }],
		["another version of MySQL", { mysql: { ...environment.mysql, version: "9.9.9" } }],
		["another variable", { mysql: { ...environment.mysql, variables: { sort_buffer_size: "1" } } }],
		["other rows", { dataset: "others" }],
		["another seed", { seed: 2 }],
		["another query timeout", { queryTimeoutSeconds: 1 }],
	])("never on other ground: %s", async (_, change) => {
		await keepMeasured(plan(), measuredRun(), ground);
		expect(await idsLeft(plan(), { ...ground, ...change })).toEqual(["orders", "people"]);
	});

	test("only where the statement is the same, for every key", async () => {
		await keepMeasured(plan(), measuredRun(), ground);
		const longer = query("orders", "select * from `orders` where a = ? limit 5");
		expect(await idsLeft(plan({ scenarios: [longer, people] }))).toEqual(["orders"]);
		const day = query("orders", "select * from `orders` where a = ?", () => [new Date(2026, 1, 1)]);
		await keepMeasured(plan({ scenarios: [day] }), measuredRun(), ground);
		expect(await idsLeft(plan({ scenarios: [day] }))).toEqual([]);
		const next = query("orders", "select * from `orders` where a = ?", () => [new Date(2026, 1, 2)]);
		expect(await idsLeft(plan({ scenarios: [next] }))).toEqual(["orders"]);
	});

	test("but for what a new index can meet: only that is measured, and only its table's indexes are built", async () => {
		await keepMeasured(plan(), measuredRun(), ground);
		const added = index("people", "people_b");
		const found = await reuse(plan({ suite: { ...suite, indexes: [onOrders, onPeople, added] } }));
		expect(found.left.map(({ id }) => id)).toEqual(["people"]);
		expect(found.build).toEqual([onPeople, added]);
		expect(found.indexes.map(({ name }) => name)).toEqual(["orders_a"]);
	});
});

describe("where a clock was needed", () => {
	const pairs = { pairs: [[2, 1]] as [number, number][], order: ["BA" as const] };
	const elsewhere = { ...environment, cpuModel: "another" };

	test("times count on the machine that took them, and in a run that may look at the clock", async () => {
		await keepMeasured(plan({ clockSeconds: 20 }), measuredRun(pairs), ground);
		expect(await idsLeft(plan({ clockSeconds: 20 }))).toEqual([]);
		expect(await idsLeft(plan())).toEqual(["orders"]);
		expect(await idsLeft(plan({ clockSeconds: 20 }), ground, elsewhere, async () => REFERENCE as never)).toEqual([
			"orders",
		]);
	});

	test("evidence of another machine counts at the prices of this one", async () => {
		await keepMeasured(plan(), measuredRun(), ground);
		const found = await reuse(plan(), ground, elsewhere, async () => ({ "index-entry": [3, 4] }) as never);
		expect(found.scenarios[0]?.strata[0]?.before.work?.parts["index-entry"]).toEqual([1000, 3, 4]);
		expect(found.scenarios[0]?.kept?.elsewhere).toBe(true);
	});

	test("a query that came near the timeout is measured again on another machine", async () => {
		await keepMeasured(plan(), measuredRun({ before: { ...evidence(1000), secondsTaken: 200 } }), ground);
		expect(await idsLeft(plan(), ground, elsewhere, async () => REFERENCE as never)).toEqual(["orders"]);
	});

	// Rows instead of entries, of which either may cost more.
	const rows = {
		...evidence(1_000_000, "ALL"),
		work: { parts: { "scanned-row": [1_000_000, 0.1, 0.2] as [number, number, number] } },
	};
	const open = { before: rows, after: evidence(1_000_000, "ref") };

	test("what evidence left open without a clock is looked at by a run that has one", async () => {
		await keepMeasured(plan(), measuredRun(open), ground);
		expect(await idsLeft(plan())).toEqual([]);
		expect(await idsLeft(plan({ clockSeconds: 20 }))).toEqual(["orders"]);
	});

	test("what a clock had no time for is not kept; what it cannot time is", async () => {
		const clock = { limitSeconds: 20, timed: 0, left: 1 };
		await keepMeasured(plan({ clockSeconds: 20 }), measuredRun(open, { ...clock, late: 1 }), ground);
		expect(await idsLeft(plan({ clockSeconds: 20 }))).toEqual(["orders"]);
		await keepMeasured(plan({ clockSeconds: 20 }), measuredRun(open, clock), ground);
		expect(await idsLeft(plan({ clockSeconds: 20 }))).toEqual([]);
	});

	test("a query that failed, or whose results differed, is measured again", async () => {
		for (const trouble of [{ failure: "lost" }, { mismatch: [1] }]) {
			await keepMeasured(plan(), measuredRun(trouble), ground);
			expect(await idsLeft(plan())).toEqual(["orders"]);
		}
	});
});

describe("what is kept on the disk", () => {
	const files = async () =>
		(await readdir(evidenceFolder(cacheFolder))).map((name) => join(evidenceFolder(cacheFolder), name));

	test("cut short or changed, it is as if it were not there", async () => {
		await keepMeasured(plan(), measuredRun(), ground);
		const [first = "", second = ""] = await files();
		await truncate(first, 200);
		await writeFile(second, (await readFile(second, "utf8")).replace("1000", "1001"));
		expect((await reuse()).left).toHaveLength(2);
	});

	test("put under another name, it is not taken for what it is not", async () => {
		await keepMeasured(plan({ scenarios: [orders] }), measuredRun(), ground);
		const [only = ""] = await files();
		await keepMeasured(plan({ scenarios: [people] }), measuredRun(), ground);
		const other = (await files()).find((file) => file !== only) ?? "";
		await writeFile(other, await readFile(only));
		expect(await idsLeft()).toEqual(["people"]);
	});

	test("it is bounded: what was not used for longest goes", async () => {
		await keepMeasured(plan(), measuredRun(), ground);
		await evictEvidence(cacheFolder, 1);
		expect(await files()).toHaveLength(1);
	});

	test("a cache that cannot be written loses no run", async () => {
		await writeFile(evidenceFolder(cacheFolder), "no folder");
		await keepMeasured(plan(), measuredRun(), ground);
		expect((await reuse()).left).toHaveLength(2);
	});
});
