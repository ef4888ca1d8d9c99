import type { Connection } from "mysql2/promise";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Connector } from "../../../mysql/connect.ts";
import { startRealMysql } from "../../server/fixtures/real-mysql.ts";
import type { Server } from "../../server/server.ts";
import { smallRun, verdictsOf } from "../fixtures/small-run.ts";

let server: Server;
let connect: Connector;
let connection: Connection;

beforeAll(async () => {
	({ server, connect } = await startRealMysql());
	connection = await connect();
	await connection.query("SET SESSION cte_max_recursion_depth = 1000000");
	await connection.query(
		"CREATE TABLE tickets (id INT AUTO_INCREMENT PRIMARY KEY, queue INT NOT NULL, prio INT NOT NULL, opened_at DATETIME NOT NULL, label VARCHAR(20) NOT NULL, kwh DOUBLE NOT NULL)",
	);
	await connection.query(
		`INSERT INTO tickets (queue, prio, opened_at, label, kwh) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
		 SELECT floor(rand(1) * 100), floor(rand(2) * 5), '2026-01-10 08:00:00', concat('L', floor(rand(3) * 40)), floor(rand(4) * 1e9) / 1000 FROM n`,
	);
	await connection.query("ANALYZE TABLE tickets");
});

afterAll(async () => {
	await connection?.end();
	await server?.stop();
});

const index = { name: "tickets_queue_prio", table: "tickets", columns: ["queue", "prio"] };
const run = (sql: string) => smallRun(connect, { tables: ["tickets"], indexes: [index], queries: [{ id: "q", sql }] });

test.each([
	[
		"a sum of doubles, whose last digits follow the order of its parts",
		"select sum(kwh) as total, avg(kwh) as mean from tickets where queue between 10 and 40",
		undefined,
	],
	[
		"an age, which the clock decides",
		"select id, timestampdiff(second, opened_at, now()) as age from tickets where queue = 5",
		"moment",
	],
	["a page without a total order", "select * from tickets where queue = 7 order by prio desc limit 10", "ties"],
])("%s is no difference", async (_, sql, accepted) => {
	const record = await run(sql);
	const [stratum] = record.scenarios[0]?.strata ?? [];
	expect(stratum?.verdict).not.toBe("invalid");
	// Whether an age differs is up to the second in which it is asked for.
	if (accepted !== "moment") expect(stratum?.after.accepted).toBe(accepted);
});

test("a list that the server may write in any order is invalid, and the column that differs is named", async () => {
	const record = await run("select prio, group_concat(label) as labels from tickets where queue = 9 group by prio");
	const { verdict, reasons } = verdictsOf(record).q ?? {};
	// Both plans may happen to read the rows in the same order.
	if (verdict !== "invalid") return;
	expect(reasons).toEqual(["results-differ"]);
	expect(record.scenarios[0]?.strata[0]?.after.difference).toMatchObject({
		kind: "value",
		column: "labels",
		statement: 0,
	});
});

test("a query that is another each time is told as one", async () => {
	const record = await run("select id, rand() as r from tickets where queue = 5");
	expect(record.scenarios[0]?.strata[0]).toMatchObject({
		verdict: "invalid",
		after: { difference: { kind: "unstable", column: "r" } },
	});
});
