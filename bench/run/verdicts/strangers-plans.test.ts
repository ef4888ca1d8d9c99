import type { Connection } from "mysql2/promise";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Connector } from "../../../mysql/connect.ts";
import { workFactor } from "../../judge/work-change.ts";
import { startRealMysql } from "../../server/fixtures/real-mysql.ts";
import type { Server } from "../../server/server.ts";
import { type SmallRun, smallRun, verdictsOf } from "../fixtures/small-run.ts";

let server: Server;
let connect: Connector;
let connection: Connection;

beforeAll(async () => {
	({ server, connect } = await startRealMysql());
	connection = await connect();
	await connection.query("SET SESSION cte_max_recursion_depth = 1000000");
});

afterAll(async () => {
	await connection?.end();
	await server?.stop();
});

/** A table with so many rows, made of expressions of row number i. */
async function table(name: string, columns: string, rows: number, fill: string): Promise<void> {
	await connection.query(`CREATE TABLE ${name} (id INT AUTO_INCREMENT PRIMARY KEY, ${columns})`);
	const numbers = `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${rows})`;
	await connection.query(`INSERT INTO ${name} ${numbers} SELECT i, ${fill} FROM n`);
	await connection.query(`ANALYZE TABLE ${name}`);
}

async function look(run: SmallRun) {
	const record = await smallRun(connect, run);
	return {
		record,
		verdicts: Object.fromEntries(Object.entries(verdictsOf(record)).map(([id, { verdict }]) => [id, verdict])),
		indexes: Object.fromEntries(record.indexes.map(({ name, verdict }) => [name, verdict])),
		reasons: record.scenarios.flatMap(({ strata }) => strata.flatMap(({ reasons = [] }) => reasons)),
	};
}

test("entries that a pushed condition rejects are no gain of their own, on a wide and on a narrow table", async () => {
	await table(
		"logs",
		"level INT NOT NULL, line VARCHAR(220) NOT NULL, n INT NOT NULL",
		40_000,
		"IF(i % 20 > 0, 1, 2), concat('l ', sha2(i, 256)), i % 1000",
	);
	await table(
		"samples",
		"state TINYINT NOT NULL, code INT NOT NULL, n INT NOT NULL",
		60_000,
		"IF(i % 33 > 0, 1, 2), floor(rand(1) * 1000000), i % 1000",
	);
	const found = await look({
		tables: ["logs", "samples"],
		indexes: [
			{ name: "logs_level_line", table: "logs", columns: ["level", "line"] },
			{ name: "samples_state_code", table: "samples", columns: ["state", "code"] },
		],
		queries: [
			{ id: "grep", sql: "select sum(n) as s from logs where level = 1 and line like '%c0ffee%'" },
			{ id: "odd", sql: "select sum(n) as s from samples where state = 1 and code % 2003 = 5" },
		],
	});
	// The clock says 1.3 to 2.1 times faster; counters alone would say a hundred times and more.
	for (const { strata } of found.record.scenarios) {
		for (const { verdict, before, after } of strata) {
			expect(verdict).not.toBe("slower");
			expect((before.rowsExamined ?? 0) / Math.max(1, after.rowsExamined ?? 0)).toBeGreaterThan(20);
			expect(workFactor({ before, after })).toBeLessThan(8);
		}
	}
});

test("a column of another character set cannot be looked up, and a function on a column neither: no gain, and why", async () => {
	await table("houses", "code VARCHAR(32) NOT NULL, city INT NOT NULL", 500, "concat('HOUSE-', i), i % 200");
	await table(
		"copies",
		"house_code VARCHAR(32) CHARACTER SET latin1 NOT NULL, shelf INT NOT NULL",
		20_000,
		"concat('HOUSE-', (i * 7919) % 500), i % 1000",
	);
	await table(
		"hits",
		"at DATETIME NOT NULL, ms INT NOT NULL, path VARCHAR(90) NOT NULL",
		20_000,
		"timestamp('2026-01-01') + interval floor(rand(2) * 25920000) second, i % 3000, repeat('p', 60)",
	);
	const found = await look({
		tables: ["houses", "copies", "hits"],
		indexes: [
			{ name: "copies_house_code", table: "copies", columns: ["house_code"] },
			{ name: "hits_at", table: "hits", columns: ["at"] },
		],
		queries: [
			{
				id: "of-city",
				indexes: ["copies_house_code"],
				sql: "select count(*) as n, sum(shelf) as s from houses join copies on house_code = code where city = 7",
			},
			{ id: "day", indexes: ["hits_at"], sql: "select sum(ms) as s from hits where date(at) = '2026-03-05'" },
		],
	});
	expect(found.verdicts["of-city"]).not.toBe("faster");
	expect(found.verdicts.day).not.toBe("faster");
	expect(found.indexes).toEqual({ copies_house_code: "drop", hits_at: "drop" });
	expect(found.reasons).toContainEqual({
		kind: "index-unusable",
		message: expect.stringContaining("copies_house_code"),
	});
});

test("an index that may be intersected with one that is there is kept for what it finds, and answers for the rest", async () => {
	await table(
		"chatlines",
		"room INT NOT NULL, gone INT NOT NULL, at INT NOT NULL, text VARCHAR(120) NOT NULL, KEY room (room), KEY room_gone_at (room, gone, at)",
		40_000,
		"1 + floor(rand(3) * 30), IF(rand(4) < 0.9, 0, 1 + floor(rand(5) * 1000000)), i * 3, repeat('t', 80)",
	);
	const found = await look({
		tables: ["chatlines"],
		indexes: [
			{ name: "chatlines_gone", table: "chatlines", columns: ["gone"] },
			{ name: "chatlines_at", table: "chatlines", columns: ["at"] },
		],
		queries: [
			{ id: "ids", indexes: ["chatlines_gone"], sql: "select id from chatlines where room = 5 and gone = 0" },
			{ id: "old", indexes: ["chatlines_at"], sql: "select * from chatlines where at < {key}", keys: [[100], [900]] },
		],
	});
	expect(found.verdicts.old).toBe("faster");
	expect(found.verdicts.ids).not.toBe("faster");
	expect(found.indexes.chatlines_at).toBe("keep");
	expect(found.indexes.chatlines_gone).not.toBe("keep");
});
