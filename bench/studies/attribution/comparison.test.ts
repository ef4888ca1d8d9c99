import { and, eq, gt, sql } from "drizzle-orm";
import { int, mysqlTable, QueryBuilder } from "drizzle-orm/mysql-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { silentProgress } from "../../../base/progress.ts";
import { handmadeDataset } from "../../../scenarios/fixtures/handmade-dataset.ts";
import { handmadeScenario } from "../../../scenarios/fixtures/handmade-scenario.ts";
import type { IndexSpec, Query, Scenario, Suite } from "../../../scenarios/suite.ts";
import { tableModel } from "../../../schema/load/model-of-tables.ts";
import { judge } from "../../judge/judge-run.ts";
import { measurePaired } from "../../measure/paired.ts";
import { memoryJournal } from "../../record/fixtures/memory-journal.ts";
import { publishedOf } from "../../record/published.ts";
import type { RunRecord } from "../../record/schema.ts";
import { type Attribution, attributionSchema } from "../../record/studies/attribution.ts";
import { formatFactor } from "../../report/format.ts";
import { setTables } from "../../report/studies/set-tables.ts";
import { startRealMysql } from "../../server/fixtures/real-mysql.ts";
import type { Server } from "../../server/server.ts";
import { attribution } from "./attribution-study.ts";

/** Several rows of halls and of sizes for each code, so that the order of joins follows what conditions leave of them. */
const lockers = mysqlTable("lockers", { id: int("id").primaryKey(), hall: int("hall"), size: int("size") });
const halls = mysqlTable("halls", {
	id: int("id").primaryKey(),
	code: int("code"),
	wing: int("wing"),
	grade: int("grade"),
	label: int("label"),
});
const sizes = mysqlTable("sizes", { id: int("id").primaryKey(), code: int("code"), width: int("width") });

/** Half of the halls have each wing, and each grade: an index tells the optimizer so even while it is hidden. */
const byWing: IndexSpec = { name: "idx_wing", table: "halls", columns: ["wing"] };
const byLabel: IndexSpec = { name: "idx_label", table: "halls", columns: ["label"] };
const byGrade: IndexSpec = { name: "idx_grade", table: "halls", columns: ["grade"] };
const byWingAndCode: IndexSpec = { name: "idx_wing_code", table: "halls", columns: ["wing", "code"] };

const scenario = (id: string, query: () => Query): Scenario =>
	handmadeScenario({
		id,
		indexes: [byWing.name, byLabel.name],
		strata: [{ id: "any", share: 1, keys: { by: "constant", keys: [[1]] }, queries: () => [query()] }],
	});
const builder = new QueryBuilder();
const narrowedBy = (column: typeof halls.wing | typeof halls.grade) =>
	builder
		.select({ lockers: sql`COUNT(*)` })
		.from(lockers)
		.innerJoin(halls, eq(halls.code, lockers.hall))
		.innerJoin(sizes, eq(sizes.code, lockers.size))
		.where(and(eq(column, 1), gt(sizes.width, 5)));
const scenarios = [
	scenario("of-wing", () => narrowedBy(halls.wing)),
	scenario("of-grade", () => narrowedBy(halls.grade)),
	scenario("of-label", () => builder.select().from(halls).where(eq(halls.label, 7))),
];
const suite: Suite = {
	id: "lockers",
	title: "Lockers",
	tables: [tableModel(lockers), tableModel(halls), tableModel(sizes)],
	dataset: handmadeDataset("lockers"),
	indexes: [byWing, byLabel],
	scenarios,
	claims: [],
};
const sets = [
	{ id: "all", title: "all under test", indexes: suite.indexes },
	{ id: "wing", title: "wing alone", indexes: [byWing] },
	{ id: "label", title: "label alone", indexes: [byLabel] },
	{ id: "later", title: "a later one", indexes: [byGrade] },
];

let server: Server;
let record: RunRecord;
let found: Attribution;

beforeAll(async () => {
	const mysql = await startRealMysql();
	server = mysql.server;
	const { connect } = mysql;
	const connection = await connect();
	await connection.query("SET SESSION cte_max_recursion_depth = 100000");
	const fill = async (table: string, columns: string, rows: number, values: string) => {
		await connection.query(`CREATE TABLE ${table} (id INT PRIMARY KEY, ${columns})`);
		await connection.query(
			`INSERT INTO ${table} WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${rows})
			 SELECT i, ${values} FROM n`,
		);
	};
	await fill("lockers", "hall INT, size INT", 3000, "1 + i * 7919 % 450, 1 + i * 6007 % 450");
	await fill("halls", "code INT, wing INT, grade INT, label INT, KEY (code)", 2000, "i DIV 4, i % 2, i % 2, i % 500");
	await fill("sizes", "code INT, width INT, KEY (code)", 2000, "i DIV 4, i % 10");
	await connection.query("ANALYZE TABLE lockers, halls, sizes");
	await connection.end();
	const journal = memoryJournal({ budgetSeconds: 1, published: publishedOf(suite) });
	const common = {
		suite,
		scenarios,
		seed: 1,
		connect,
		progress: silentProgress,
		signal: new AbortController().signal,
		queryTimeoutMs: 60_000,
	};
	await measurePaired({ ...common, budgetMs: 1000, journal });
	record = judge(journal.measured);
	// An index of the set is tried as well, written down a second time.
	const options = { full: false, load: [], indexSets: sets, candidates: [{ ...byGrade }, byWingAndCode] };
	found = await attribution.run({ ...common, server, record, options });
});

afterAll(async () => {
	await server?.stop();
});

const cellsOf = (name: string) => {
	const [, table] = setTables(found, record);
	return table?.rows.find(([stratum]) => stratum === name);
};

describe("a stratum whose plan an index changes while it is hidden", () => {
	test("gives the set of all under test the run's own change, and the other sets no figure", () => {
		const own = record.scenarios.find(({ id }) => id === "of-wing")?.strata[0];
		expect(own?.hidden).toBeDefined();
		expect(own?.change).toBeDefined();
		expect(own?.before.plan.map(({ table }) => table)).not.toEqual(own?.after.plan.map(({ table }) => table));
		const [name, all, wing, label, later] = cellsOf("of-wing any") ?? [];
		expect(name).toBe("of-wing any");
		expect(all).toContain(formatFactor(own?.change?.factor ?? 0));
		expect([wing, label, later]).toEqual([
			"not comparable: hidden indexes change this plan",
			"same plan",
			"not comparable: hidden indexes change this plan",
		]);
		const [{ effects } = { effects: [] }] = found.sets;
		expect(effects.find(({ scenario: id }) => id === "of-wing")).toMatchObject({ asMeasured: true });
	});

	test("compares a candidate with all under test, and says that what leaving one out would do is open", () => {
		const candidate = found.candidates.find(({ text }) => text === "halls(wing, code)");
		const effect = candidate?.effects.find(({ scenario: id }) => id === "of-wing");
		expect(effect?.ways.map(({ way }) => way)).toEqual(["beside", "in-place"]);
		for (const { state, timed } of effect?.ways ?? []) {
			expect(state.plan).toContain("idx_wing_code");
			expect(timed.map(({ reference }) => reference)).toEqual(["all"]);
		}
		const told = [...(candidate?.openInPlace ?? []), ...(candidate?.worseInPlace ?? [])];
		expect(told.map(({ scenario: id }) => id)).toContain("of-wing");
	});

	test("counts for the set of all under test as it does for the run", () => {
		const [costs] = setTables({ ...found, sets: found.sets.slice(0, 1) }, judged("slower"));
		const [before] = setTables({ ...found, sets: found.sets.slice(0, 1) }, judged("unresolved"));
		expect([before?.rows[0]?.[3], costs?.rows[0]?.[3]]).toEqual(["0 strata", "1 stratum"]);
	});
});

/** The run's record with another verdict where a hidden index changes the plan. */
function judged(verdict: "slower" | "unresolved"): RunRecord {
	return {
		...record,
		scenarios: record.scenarios.map((one) =>
			one.id === "of-wing" ? { ...one, strata: one.strata.map((stratum) => ({ ...stratum, verdict })) } : one,
		),
	};
}

describe("an index that is built for the comparison and changes a plan although it is hidden", () => {
	test("takes that stratum out of the comparison, which a note says with the reason", () => {
		expect(found.notes.join("\n")).toMatch(
			/Even hidden, .*\(idx_grade, idx_wing_code\) changes the plan of of-grade any by its stat/,
		);
		expect(cellsOf("of-grade any")?.slice(1)).toEqual([
			"same plan",
			"same plan",
			"same plan",
			"not comparable: hidden indexes change this plan",
		]);
		const [candidate] = found.candidates;
		expect(candidate?.effects.map(({ scenario: id }) => id)).not.toContain("of-grade");
		expect(candidate?.untouched.map(({ scenario: id }) => id)).not.toContain("of-grade");
	});

	test("leaves the others in it, and is a candidate of its own beside the set that has it too", () => {
		expect(found.rounds).toBeGreaterThanOrEqual(8);
		const ofLabel = found.sets.map(({ effects }) => effects.find(({ scenario: id }) => id === "of-label")?.timed);
		expect(ofLabel.map((timed) => timed?.reference)).toEqual(["none", undefined, "none", undefined]);
		expect(found.candidates.map(({ text }) => text)).toEqual(["halls(grade)", "halls(wing, code)"]);
		expect(attributionSchema.parse(found)).toEqual(found);
	});
});
