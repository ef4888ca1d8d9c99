import { Readable } from "node:stream";
import { decimal, int, json, mysqlEnum, mysqlTable, timestamp, varchar } from "drizzle-orm/mysql-core";
import type { Connection, RowDataPacket } from "mysql2/promise";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startRealMysql } from "../bench/server/fixtures/real-mysql.ts";
import type { Server } from "../bench/server/server.ts";
import { createTable } from "../schema/ddl/table-statements.ts";
import { tableModel } from "../schema/load/model-of-tables.ts";
import { loadData, openLoadSession, type RowFormat, rowFormat } from "./load-session.ts";
import { fieldBytes } from "./row-writer.ts";

let server: Server;
let session: Connection;

const goods = mysqlTable("goods", {
	id: int("id").primaryKey(),
	name: varchar("name", { length: 8 }).notNull(),
	state: mysqlEnum("state", ["neu", "größer", "🙂"]).notNull(),
	price: decimal("price", { precision: 8, scale: 2 }),
	made: timestamp("made"),
});
const notes = mysqlTable("notes", { id: int("id").primaryKey(), tags: json("tags") });

beforeAll(async () => {
	const started = await startRealMysql();
	server = started.server;
	session = await openLoadSession(started.connect);
});

afterAll(async () => {
	await session?.end();
	await server?.stop();
});

beforeEach(async () => {
	for (const table of [goods, notes].map((table) => tableModel(table))) {
		await session.query(`DROP TABLE IF EXISTS \`${table.name}\``);
		await session.query(createTable(table));
	}
});

const load = (
	table: string,
	columns: readonly string[],
	characterSet: RowFormat["characterSet"],
	...rows: Buffer[][]
) =>
	loadData(session, {
		table,
		columns,
		characterSet,
		bytes: () =>
			Readable.from(rows.map((row) => Buffer.concat(row.flatMap((field) => [field, TAB]).with(-1, NEWLINE)))),
	});
const TAB = Buffer.from("\t");
const NEWLINE = Buffer.from("\n");
const field = (text: string) => Buffer.from(fieldBytes(text));
const GOODS = ["id", "name", "state", "price", "made"];

test("rows read as bytes are stored as those read as text: every type, every character", async () => {
	const rows = ["Käse\t", "🙂🙂🙂🙂🙂🙂🙂🙂", "\u202eאב\\", "\0'\"\n"].map((name, row) => [
		field(String(row + 1)),
		field(name),
		field(["neu", "größer", "🙂"][row % 3] ?? ""),
		Buffer.from(row === 2 ? "\\N" : `-${row}.5`),
		Buffer.from("2026-03-29 02:30:00"),
	]);
	const stored = [];
	for (const characterSet of ["utf8mb4", "binary"] as const) {
		expect(await load("goods", GOODS, characterSet, ...rows)).toBe(4);
		const [found] = await session.query<RowDataPacket[]>(
			"SELECT *, HEX(name) AS bytes, state + 0 AS state_number FROM goods",
		);
		stored.push(found);
		await session.query("TRUNCATE TABLE goods");
	}
	expect(stored[1]).toEqual(stored[0]);
	expect(stored[1]?.map(({ name }) => name)).toEqual(["Käse\t", "🙂🙂🙂🙂🙂🙂🙂🙂", "\u202eאב\\", "\0'\"\n"]);
	expect(stored[1]?.map(({ state_number }) => state_number)).toEqual([1, 2, 3, 1]);
});

test.each(["utf8mb4", "binary"] as const)(
	"what a column cannot hold is an error when read as %s",
	async (characterSet) => {
		const good = ["1", "a", "neu", "1.25", "2026-01-01 00:00:00"].map(field);
		for (const [at, broken] of [
			[0, field("1x")],
			[1, Buffer.from([0x61, 0xc3, 0x28])],
			[1, field("nine char")],
			[2, field("alt")],
			[3, field("1.255.0")],
			[4, field("2026-02-30 00:00:00")],
		] as const) {
			await expect(load("goods", GOODS, characterSet, good.with(at, broken))).rejects.toThrow(
				"Rows of goods were not stored as made",
			);
			await session.query("TRUNCATE TABLE goods");
		}
	},
);

test("a table with a JSON column is read as text, any other as bytes", async () => {
	expect(rowFormat(tableModel(goods), GOODS).characterSet).toBe("binary");
	expect(rowFormat(tableModel(notes), ["id", "tags"]).characterSet).toBe("utf8mb4");
	const row = [field("1"), field(JSON.stringify({ größer: ["🙂", 'a"b\\c'] }))];
	expect(await load("notes", ["id", "tags"], rowFormat(tableModel(notes), ["id", "tags"]).characterSet, row)).toBe(1);
	const [found] = await session.query<RowDataPacket[]>("SELECT tags FROM notes");
	expect(found[0]?.tags).toEqual({ größer: ["🙂", 'a"b\\c'] });
});
