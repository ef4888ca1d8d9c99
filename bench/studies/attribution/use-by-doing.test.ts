import { and, desc, eq, lt, sql } from "drizzle-orm";
import { int, mysqlTable, QueryBuilder, varchar } from "drizzle-orm/mysql-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { silentProgress } from "../../../base/progress.ts";
import { handmadeDataset } from "../../../scenarios/fixtures/handmade-dataset.ts";
import { handmadeScenario } from "../../../scenarios/fixtures/handmade-scenario.ts";
import type { IndexSpec, Query, Scenario, Suite } from "../../../scenarios/suite.ts";
import { tableModel } from "../../../schema/load/model-of-tables.ts";
import { judge } from "../../judge/judge-run.ts";
import { measureCounters } from "../../measure/counters-only.ts";
import { memoryJournal } from "../../record/fixtures/memory-journal.ts";
import { publishedOf } from "../../record/published.ts";
import type { JudgedRun } from "../../record/schema.ts";
import { startRealMysql } from "../../server/fixtures/real-mysql.ts";
import type { Server } from "../../server/server.ts";
import { attribution } from "./attribution-study.ts";

const columns = {
	id: int("id").primaryKey(),
	owner: int("owner").notNull(),
	kind: int("kind").notNull(),
	seen: int("seen").notNull(),
	memo: varchar("memo", { length: 80 }).notNull(),
};
const probes = mysqlTable("probes", columns);
const moves = mysqlTable("moves", columns);
const visits = mysqlTable("visits", columns);

/** Only MAX asks for it, and is answered while planning. */
const bySeen: IndexSpec = { name: "seen, newest", table: "probes", columns: ["seen"] };
/** The table has (owner, kind); alone it gives the order of the primary key within an owner. */
const byOwner: IndexSpec = { name: "by_owner", table: "moves", columns: ["owner"] };
/** Of the same name as that one, and useless: no query asks for it. */
const sameName: IndexSpec = { name: "by_owner", table: "visits", columns: ["owner"] };

const scenario = (id: string, indexes: readonly string[], query: () => Query): Scenario =>
	handmadeScenario({
		id,
		indexes: [...indexes],
		affected: indexes.length > 0,
		strata: [{ id: "any", share: 1, keys: { by: "constant", keys: [[1]] }, queries: () => [query()] }],
	});
const builder = new QueryBuilder();
const scenarios = [
	scenario("last-probe", [bySeen.name], () => builder.select({ last: sql`max(${probes.seen})` }).from(probes)),
	scenario("page-of-owner", ["moves.by_owner"], () =>
		builder
			.select({ id: moves.id })
			.from(moves)
			.where(and(eq(moves.owner, 3), lt(moves.id, 12_050)))
			.orderBy(desc(moves.id))
			.limit(20),
	),
	scenario("visits-of-kind", ["visits.by_owner"], () =>
		builder.select().from(visits).where(eq(visits.kind, 7)).limit(5),
	),
];
const suite: Suite = {
	id: "strangers",
	title: "Strangers",
	tables: [probes, moves, visits].map((table) => tableModel(table)),
	dataset: handmadeDataset("strangers"),
	indexes: [bySeen, byOwner, sameName],
	scenarios,
	claims: [],
};

let server: Server;
let judged: JudgedRun;

beforeAll(async () => {
	const mysql = await startRealMysql();
	server = mysql.server;
	const { connect } = mysql;
	const connection = await connect();
	await connection.query("SET SESSION cte_max_recursion_depth = 100000");
	for (const table of ["probes", "moves", "visits"]) {
		const keys = table === "moves" ? ", KEY owner_kind (owner, kind)" : "";
		await connection.query(
			`CREATE TABLE ${table} (id INT PRIMARY KEY, owner INT NOT NULL, kind INT NOT NULL, seen INT NOT NULL, memo VARCHAR(80) NOT NULL${keys})`,
		);
		await connection.query(
			`INSERT INTO ${table} WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40000)
			 SELECT i, 1 + i DIV 6000, i * 7919 % 500, i * 6007 % 1000000, repeat('memo', 15) FROM n`,
		);
	}
	await connection.query("ANALYZE TABLE probes, moves, visits");
	await connection.end();
	const journal = memoryJournal({ mode: "counters", published: publishedOf(suite) });
	const common = {
		suite,
		scenarios,
		seed: 1,
		connect,
		progress: silentProgress,
		signal: new AbortController().signal,
		queryTimeoutMs: 60_000,
	};
	await measureCounters({ ...common, budgetMs: 1000, journal });
	const options = { full: false, load: [], indexSets: [], candidates: [] };
	const found = await attribution.run({ ...common, server, record: judge(journal.measured), options });
	judged = judge({ ...journal.measured, studies: { attribution: found } });
});
afterAll(async () => {
	await server?.stop();
});

const verdictOn = ({ table, name }: IndexSpec) =>
	judged.indexes.find((index) => index.table === table && index.name === name);
const kindsOf = (spec: IndexSpec) => verdictOn(spec)?.reasons.map(({ kind }) => kind);

describe("an index on a real server", () => {
	test("is used where EXPLAIN names none, since leaving it out shows the work", () => {
		const [stratum] = judged.scenarios.find(({ id }) => id === "last-probe")?.strata ?? [];
		expect(stratum?.after.plan.map(({ key }) => key)).toEqual([null]);
		expect(stratum?.verdict).toBe("faster");
		expect(verdictOn(bySeen)).toMatchObject({ verdict: "keep", usedBy: ["last-probe"] });
	});

	test("is kept where it gains beside a longer one that begins with its column", () => {
		expect(verdictOn(byOwner)).toMatchObject({ verdict: "keep", coveredBy: ["owner_kind"] });
		expect(verdictOn(byOwner)?.reasons).toContainEqual({ kind: "covered", by: ["owner_kind"], served: false });
	});

	test("is not credited with what one of its name on another table does", () => {
		expect(verdictOn(sameName)).toMatchObject({ verdict: "drop", usedBy: [] });
		expect(kindsOf(sameName)).toContain("never-used");
	});
});
