import type { Connection, RowDataPacket } from "mysql2/promise";
import { afterAll, beforeAll, expect, test } from "vitest";
import { silentProgress } from "../../base/progress.ts";
import { startRealMysql } from "../../bench/server/fixtures/real-mysql.ts";
import type { Server } from "../../bench/server/server.ts";
import { terpModel } from "../../examples/terp/model.ts";
import { connector } from "../../mysql/connect.ts";
import { usableSchema } from "../../schema/ddl/usable-schema.ts";
import { modelOfExports } from "../../schema/load/model-of-exports.ts";
import type { SchemaModel } from "../../schema/model.ts";
import type { DatasetSpec } from "../dataset-spec.ts";
import { oddSchema, schemaOf, table } from "../fixtures/odd-schema.ts";
import { smallBundle } from "../fixtures/small-bundle.ts";
import { provideDataset } from "../provide-dataset.ts";
import { parseScale } from "../scale.ts";
import { twinDataset } from "../twin/dataset.ts";
import { synthesizedDataset } from "./dataset.ts";

let server: Server;
let session: Connection;

beforeAll(async () => {
	({ server } = await startRealMysql());
	session = await connector(server.address)();
});

afterAll(async () => {
	await session?.end();
	await server?.stop();
});

/** Creates, fills and audits the tables, in a database of their own. */
async function fill(database: string, spec: DatasetSpec, workers = 2) {
	await session.query(`CREATE DATABASE ${database} CHARACTER SET utf8mb4`);
	await session.query(`USE ${database}`);
	return await provideDataset({
		connect: connector(server.address, database),
		database,
		spec,
		scale: parseScale("production"),
		seed: 1,
		ownedServer: true,
		workers,
		progress: silentProgress,
		signal: new AbortController().signal,
	});
}

const usable = (model: SchemaModel): SchemaModel => ({ ...model, ...usableSchema(model) });
const one = async (sql: string) => (await session.query<RowDataPacket[]>(sql))[0][0];

test("every type, key, reference and check that can be read gets rows that the server takes and that hold", async () => {
	const spec = synthesizedDataset("odd", usable(oddSchema), { rows: 4000 });
	const report = await fill("odd", spec);
	const rows = Object.fromEntries(report.tables.map((table) => [table.name, table.rows]));
	expect(rows).toEqual(spec.volumes(parseScale("production")));
	expect(Math.max(...Object.values(rows))).toBe(4000);
	expect(report.audit.passed).toContain("every people.tenant_id is in tenants");
	expect(report.audit.passed).toContain("every teams.lead_tenant, lead_no is in people");
	expect(report.audit.passed).toContain("no two rows of rates have the same team_id, day");
	expect(report.audit.passed).toContain("the shares of NULL in everything are as planned");
	// What is written is what the server would write: no table needs a second look.
	expect(report.audit.passed.filter((sentence) => /as MySQL writes them/.test(sentence))).toEqual([]);
	// A few teams have many links, and they are not those with the least ids.
	const skew = await one(
		`SELECT MAX(n) / AVG(n) AS top, SUM(IF(from_team <= 10, n, 0)) / SUM(n) AS early, COUNT(*) AS teams
			FROM (SELECT from_team, COUNT(*) AS n FROM links WHERE from_team IS NOT NULL GROUP BY from_team) k`,
	);
	expect(Number(skew?.top)).toBeGreaterThan(5);
	expect(Number(skew?.early)).toBeLessThan(0.3);
	expect(Number(skew?.teams)).toBeGreaterThan(40);
	// Moments advance with the rows, and checks hold.
	const moments = `SELECT SUM(b.starts < a.starts) AS back, SUM(a.ends < a.starts OR a.high < a.low) AS unordered,
		MIN(a.n) AS lo, MAX(a.n) AS hi, MIN(a.age) AS young, MAX(a.age) AS old, COUNT(DISTINCT a.state) AS states
		FROM checked a JOIN checked b ON b.id = a.id + 2`;
	expect(await one(moments)).toEqual({ back: "0", unordered: "0", lo: -4, hi: 4, young: 18, old: 90, states: 2 });
	expect(Number((await one("SELECT AVG(deleted_at IS NULL) AS share FROM everything"))?.share)).toBeGreaterThan(0.85);
});

test("the same schema, rows and seed give the same bytes with any number of workers", async () => {
	const spec = synthesizedDataset("odd", usable(oddSchema), { rows: 500 });
	const digests = async (database: string, workers: number) =>
		(await fill(database, spec, workers)).tables.map(({ name, digest }) => `${name} ${digest}`);
	expect(await digests("alike_3", 3)).toEqual(await digests("alike_1", 1));
});

const STYLES = ["blog", "circle", "derived", "cased", "prefixed", "types", "views", "counters"] as const;

test.each(STYLES)("a schema of another style is filled and holds: %s", async (style) => {
	const exports = (await import(`../../schema/fixtures/styles/${style}.ts`)) as Record<string, unknown>;
	const model = modelOfExports([{ file: `${style}.ts`, exports }], style === "cased" ? "snake_case" : undefined);
	const report = await fill(`style_${style}`, synthesizedDataset(style, usable(model), { rows: 300 }));
	expect(report.audit.failed).toEqual([]);
	expect(report.tables.filter(({ rows }) => rows === 0)).toEqual([]);
});

test("shares of NULL are told from chance in large tables too, and one that is off is found", async () => {
	const log = table("log", ["id int !+", "note varchar(20)"], { key: ["id"] });
	const spec = synthesizedDataset("large", usable(schemaOf([log])), { rows: { log: 400_000 } });
	expect((await fill("large", spec)).audit.failed).toEqual([]);
	const rule = spec.rules.find(({ holds }) => holds === "the shares of NULL in log are as planned");
	await session.query("UPDATE log SET note = NULL WHERE id <= 8000");
	expect(Object.values((await one(rule?.violations ?? "")) ?? {})).toEqual([1]);
});

test("all tables of TERP are created, filled and hold", async () => {
	const report = await fill("terp", synthesizedDataset("terp", usable(terpModel()), { rows: 600 }));
	expect(report.tables).toHaveLength(120);
	expect(report.tables.filter(({ rows }) => rows === 0)).toEqual([]);
	expect(report.audit.failed).toEqual([]);
});

test("a twin is loaded and holds, and the server's own statistics are near those of the bundle", async () => {
	const report = await fill("twin", twinDataset(smallBundle));
	expect(report.tables.map(({ name, rows }) => [name, rows])).toEqual([
		["customers", 2_000],
		["orders", 40_000],
	]);
	expect(report.audit.passed).toContain("every orders.customer_id is in customers");
	const found = await one(
		`SELECT n_rows AS n, clustered_index_size * 16384 / n_rows AS bytes FROM mysql.innodb_table_stats
			WHERE database_name = 'twin' AND table_name = 'orders'`,
	);
	expect(Number(found?.n)).toBeGreaterThan(36_000);
	expect(Number(found?.n)).toBeLessThan(44_000);
	expect(Number(found?.bytes)).toBeGreaterThan(60);
	expect(Number(found?.bytes)).toBeLessThan(150);
});
