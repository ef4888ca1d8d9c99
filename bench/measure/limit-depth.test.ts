import type { Connection } from "mysql2/promise";
import { afterAll, beforeAll, expect, test } from "vitest";
import { handmadeScenario } from "../../scenarios/fixtures/handmade-scenario.ts";
import type { Scenario } from "../../scenarios/suite.ts";
import { startRealMysql } from "../server/fixtures/real-mysql.ts";
import type { Server } from "../server/server.ts";
import { rowsPassed } from "./limit-depth.ts";

let server: Server;
let connection: Connection;
beforeAll(async () => {
	const real = await startRealMysql();
	server = real.server;
	connection = await real.connect();
	await connection.query("SET SESSION cte_max_recursion_depth = 100000");
	await connection.query("CREATE TABLE jobs (id INT PRIMARY KEY, lane INT NOT NULL, due INT NOT NULL)");
	// Nine lanes take turns; all of the tenth is due after them.
	await connection.query(
		`INSERT INTO jobs WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 9999)
		 SELECT i, IF(i >= 9500, 9, i % 9), i FROM n`,
	);
});
afterAll(async () => {
	await connection?.end();
	await server?.stop();
});

function asking(table: string): Scenario {
	const passed = { mean: 0, p50: 90, p90: 90, p99: 90, max: 90 };
	const order = [{ column: "due", descending: false }];
	const depth = { table, filter: ["lane"], order, limit: 10, passed, expected: 100 };
	const scenario = handmadeScenario({ id: table, title: "the next of a lane", indexes: [], strata: [] });
	return { ...scenario, original: { rowsExamined: 10, depth } };
}

test("rows passed until a LIMIT is full are counted over all keys, beside those of the original", async () => {
	const { signal } = new AbortController();
	const [scenario, gone] = [asking("jobs"), asking("no_such_table")];
	const found = await rowsPassed(connection, [scenario, gone], signal);
	expect(found.get(scenario)).toEqual({
		here: { p50: expect.closeTo(87, -1), max: 9510 },
		original: { p50: 90, max: 90 },
	});
	// What cannot be looked at is judged without it.
	expect(found.has(gone)).toBe(false);
});
