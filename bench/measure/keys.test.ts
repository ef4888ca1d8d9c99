import { bigint, binary, customType, datetime, int, mysqlTable } from "drizzle-orm/mysql-core";
import type { Connection, RowDataPacket } from "mysql2/promise";
import { afterAll, beforeAll, expect, test } from "vitest";
import { keyOfRecord, recordedKey } from "../../scenarios/key.ts";
import { startRealMysql } from "../server/fixtures/real-mysql.ts";
import type { Server } from "../server/server.ts";
import { keyDrawer } from "./keys.ts";

const bit = customType<{ data: number }>({ dataType: () => "bit(12)" });
const things = mysqlTable("things", {
	id: int("id").primaryKey(),
	uuid: binary("uuid", { length: 16 }),
	bits: bit("bits"),
	big: bigint("big", { mode: "bigint", unsigned: true }),
	at: datetime("at", { fsp: 6, mode: "string" }),
});

let server: Server;
let connection: Connection;

beforeAll(async () => {
	const started = await startRealMysql();
	server = started.server;
	connection = await started.connect();
	await connection.query(
		"CREATE TABLE things (id INT PRIMARY KEY, uuid BINARY(16), bits BIT(12), big BIGINT UNSIGNED, at DATETIME(6))",
	);
	const rows = Array.from({ length: 60 }, (_, id) => [
		id,
		Buffer.from(Array.from({ length: 16 }, (_, at) => (id % 20) * 9 + at)),
		id % 20,
		`${18_446_744_073_709_551_000n + BigInt(id % 20)}`,
		`2026-01-01 00:00:00.0000${10 + (id % 20)}`,
	]);
	await connection.query("INSERT INTO things VALUES ?", [rows]);
});

afterAll(async () => {
	await connection.end();
	await server.stop();
});

test.each(["uuid", "bits", "big", "at"] as const)(
	"a key drawn from a column finds its rows again, also after it was recorded: %s",
	async (name) => {
		const stratum = {
			id: "any",
			share: 1,
			keys: { by: "frequency", column: things[name], from: 0, to: 1 } as const,
			queries: () => [],
		};
		const keys = await keyDrawer([connection], 1).draw("S1", stratum);
		expect(keys).toHaveLength(4);
		for (const key of keys) {
			const read = keyOfRecord(JSON.parse(JSON.stringify(recordedKey(key))));
			for (const [part] of [key, read]) {
				const [found] = await connection.query<RowDataPacket[]>("SELECT id FROM things WHERE ?? = ?", [name, part]);
				expect(found).toHaveLength(3);
			}
		}
	},
);
