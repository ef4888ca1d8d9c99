import { asc, eq, getTableName } from "drizzle-orm";
import { int, mysqlTable, QueryBuilder } from "drizzle-orm/mysql-core";
import fc from "fast-check";
import type { Connection } from "mysql2/promise";
import { afterAll, beforeAll, expect, test } from "vitest";
import { silentProgress } from "../../base/progress.ts";
import type { Connector } from "../../mysql/connect.ts";
import { buildIndexes, dropIndexes } from "../../mysql/index-set.ts";
import { execute } from "../../mysql/statement.ts";
import { whyNoName } from "../../scenarios/name-rules.ts";
import { createTable } from "../../schema/ddl/table-statements.ts";
import { tableModel } from "../../schema/load/model-of-tables.ts";
import { hostileDataset, hostileTable, hostileTexts, statusOf } from "../../seed/fixtures/hostile-rows.ts";
import { provideDataset } from "../../seed/provide-dataset.ts";
import { parseScale } from "../../seed/scale.ts";
import { digestOf } from "../measure/digest.ts";
import { planOf } from "../measure/plan.ts";
import { warmIndexes, warmTables } from "../measure/warm.ts";
import { startRealMysql } from "../server/fixtures/real-mysql.ts";
import type { Server } from "../server/server.ts";

let server: Server;
let connect: Connector;
let connection: Connection;
const { signal } = new AbortController();
const builder = new QueryBuilder();

beforeAll(async () => {
	({ server, connect } = await startRealMysql());
	connection = await connect();
});

afterAll(async () => {
	await connection?.end();
	await server?.stop();
});

test("hostile statuses and descriptions in a table of hostile names arrive in MySQL and in digests as they were made", async () => {
	const report = await provideDataset({
		connect,
		database: server.database,
		spec: hostileDataset,
		scale: parseScale("smoke"),
		seed: 1,
		ownedServer: true,
		progress: silentProgress,
		signal,
	});
	expect(report).toMatchObject({ reused: false, audit: { failed: [] } });
	const made = hostileTexts.map((text, row) => [row + 1, statusOf(row), row % 7 === 0 ? null : text, text]);
	const stored = builder.select().from(hostileTable).orderBy(asc(hostileTable.id)).toSQL();
	const results = await execute(connection, [stored]);
	expect(results).toEqual([made]);
	expect(digestOf(results, "ordered")).toBe(digestOf([made], "ordered"));
	// As parameters too: each is found by itself.
	for (const [row, text] of [...hostileTexts.entries()].slice(0, 60)) {
		const query = builder.select({ id: hostileTable.id }).from(hostileTable).where(eq(hostileTable.description, text));
		expect((await execute(connection, [query.toSQL()]))[0]).toContainEqual([row + 1]);
	}
});

test("an index of a hostile name is built, used, told by its name and dropped", async () => {
	const spec = { name: "i'd\"x\\ %_\t\u202e", table: getTableName(hostileTable), columns: [hostileTable.code.name] };
	const built = await buildIndexes(connection, [spec], false, silentProgress, signal);
	expect(built[0]?.bytes).toBeGreaterThan(0);
	await warmTables(connection, [spec.table]);
	await warmIndexes(connection, [spec]);
	await connection.query("SET SESSION optimizer_switch='use_invisible_indexes=on'");
	const query = builder.select({ id: hostileTable.id }).from(hostileTable).where(eq(hostileTable.code, "\\N"));
	expect(await planOf(connection, [query.toSQL()])).toMatchObject([{ table: spec.table, key: spec.name }]);
	await dropIndexes(connection, [spec]);
	expect((await planOf(connection, [query.toSQL()]))[0]?.key).toBeNull();
});

test("every name that a suite may use is one that MySQL takes and tells unchanged", async () => {
	const letter = fc.constantFrom(...`'"\\\t\n%_ -;#@/|$éשׁ中\u202e\u00a0\u0001aZ9.`);
	const names = fc.sample(fc.string({ unit: letter, minLength: 1, maxLength: 12 }), { seed: 3, numRuns: 200 });
	const usable = [...new Set(names.filter((name) => whyNoName(name) === undefined))];
	expect(usable.length).toBeGreaterThan(40);
	for (const name of usable.slice(0, 40)) {
		const table = mysqlTable(name, { id: int(name).primaryKey() });
		await connection.query(createTable(tableModel(table)));
		await connection.query(`INSERT INTO \`${name}\` VALUES (1)`);
		const sql = builder.select().from(table).where(eq(table.id, 1)).toSQL();
		expect(await planOf(connection, [sql])).toMatchObject([{ table: name }]);
		await connection.query("DROP TABLE ??", [name]);
	}
});

test.each([
	["", "is empty"],
	["x".repeat(65), "more than 64"],
	["a ", "ends with a space"],
	["a`b", "holds `"],
	["a.b", "holds ."],
	["a?b", "holds ?"],
	["a\0b", "MySQL allows in no name"],
	["😀", "MySQL allows in no name"],
])("the name %j is none that can be measured", (name, why) => {
	expect(whyNoName(name)).toContain(why);
});
