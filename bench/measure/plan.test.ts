import type { Connection } from "mysql2/promise";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { keysOfStep, stepUses } from "../record/plan-signature.ts";
import { startRealMysql } from "../server/fixtures/real-mysql.ts";
import type { Server } from "../server/server.ts";
import { namesIn, planOf } from "./plan.ts";

let server: Server;
let connection: Connection;

beforeAll(async () => {
	const started = await startRealMysql();
	server = started.server;
	connection = await started.connect();
	for (const table of ["orders", "order `notes`, old"]) {
		await connection.query(
			"CREATE TABLE ?? (id int PRIMARY KEY AUTO_INCREMENT, a int, b int, c int, INDEX `by, a` (a), INDEX `by ``b``` (b))",
			[table],
		);
		await connection.query("INSERT INTO ?? (a, b, c) VALUES (1, 1, 1)", [table]);
		for (let doubled = 0; doubled < 12; doubled++) {
			await connection.query("INSERT INTO ?? (a, b, c) SELECT id % 100, id % 70, id FROM ??", [table, table]);
		}
		await connection.query("ANALYZE TABLE ??", [table]);
	}
});
afterAll(async () => {
	await connection?.end();
	await server?.stop();
});

const plan = (sql: string) => planOf(connection, [{ sql, params: [] }]);

describe("a step of a plan", () => {
	test("names its table whatever the statement calls it", async () => {
		const [step] = await plan("SELECT c FROM `order ``notes``, old` AS `o` WHERE `o`.a = 5");
		expect(step).toMatchObject({ table: "o", tableName: "order `notes`, old", key: "by, a" });
		if (step === undefined) throw new Error("a statement has a step");
		expect(stepUses(step, { table: "order `notes`, old", name: "by, a" })).toBe(true);
		expect(stepUses(step, { table: "orders", name: "by, a" })).toBe(false);
	});

	test("leaves open what an alias of two blocks stands for", async () => {
		const steps = await plan(
			"SELECT (SELECT max(t.c) FROM orders t WHERE t.a = 5) m FROM `order ``notes``, old` t WHERE t.b = 7",
		);
		expect(steps.map(({ tableName }) => tableName)).toEqual([undefined, undefined]);
	});

	test("tells the indexes of a merge apart, whatever signs their names have", async () => {
		const [step] = await plan("SELECT /*+ INDEX_MERGE(orders) */ c FROM orders WHERE a = 5 OR b = 7");
		if (step === undefined) throw new Error("a statement has a step");
		expect(step.access).toBe("index_merge");
		expect([...keysOfStep(step)].sort()).toEqual(["by `b`", "by, a"].sort());
	});
});

test("names are found in their joined text only as so many of those that there are", () => {
	expect(namesIn("a,b,c", 2, ["a", "b,c", "a,b"])).toEqual(["a", "b,c"]);
	expect(namesIn("a,b,c", 3, ["a", "b,c", "a,b"])).toBeUndefined();
});
