import { generateMySQLDrizzleJson, generateMySQLMigration } from "drizzle-kit/api";
import { getTableName } from "drizzle-orm";
import { int, mysqlTable, primaryKey } from "drizzle-orm/mysql-core";
import type { Connection } from "mysql2/promise";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startRealMysql } from "../bench/server/fixtures/real-mysql.ts";
import type { Server } from "../bench/server/server.ts";
import { definitionOf } from "../seed/dataset-marker.ts";
import { terpTables } from "../seed/terp/schema.ts";
import { addKeys, createTable } from "./ddl.ts";

let server: Server;
let connection: Connection;

beforeAll(async () => {
	const started = await startRealMysql();
	server = started.server;
	connection = await started.connect();
});

afterAll(async () => {
	await connection.end();
	await server.stop();
});

/** What the server makes of the statements, in a database of their own, with keys in order of name. */
async function definitions(database: string, statements: readonly string[]): Promise<Readonly<Record<string, string>>> {
	await connection.query(`CREATE DATABASE \`${database}\` CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci`);
	await connection.query(`USE \`${database}\``);
	for (const statement of statements) await connection.query(statement);
	const found: Record<string, string> = {};
	for (const table of terpTables) {
		const name = getTableName(table);
		const lines = ((await definitionOf(connection, name)) ?? "missing").split("\n");
		found[name] = lines
			.map((line) => line.replace(/,$/, ""))
			.sort()
			.join("\n");
	}
	return found;
}

test("the server sees the same tables as drizzle-kit would make, with keys inline or added later", async () => {
	const schema = Object.fromEntries(terpTables.map((table) => [getTableName(table), table]));
	const migration = await generateMySQLMigration(
		await generateMySQLDrizzleJson({}),
		await generateMySQLDrizzleJson(schema),
	);
	const byKit = await definitions("by_kit", migration);
	expect(
		await definitions(
			"inline",
			terpTables.map((table) => createTable(table)),
		),
	).toEqual(byKit);
	const later = terpTables.flatMap((table) => [createTable(table, "keys later"), addKeys(table) ?? "DO 0"]);
	expect(await definitions("later", later)).toEqual(byKit);
	expect(Object.values(byKit).join()).toContain("UNIQUE KEY `ledgerEntries_entryNumber_unique`");
});

test("a table with what the generator does not write is refused, not made without it", () => {
	const pair = mysqlTable("pair", { a: int("a"), b: int("b") }, (t) => [primaryKey({ columns: [t.a, t.b] })]);
	expect(() => createTable(pair)).toThrow(/composite primary keys/);
});
