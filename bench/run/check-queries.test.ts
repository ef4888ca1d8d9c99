import { int, mysqlTable } from "drizzle-orm/mysql-core";
import type { RowDataPacket } from "mysql2/promise";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Connect } from "../../mysql/connect.ts";
import { perf001 } from "../../scenarios/perf-001/index.ts";
import type { Scenario, Suite, WriteScenario } from "../../scenarios/suite.ts";
import { tableModel } from "../../schema/load/model-of-tables.ts";
import { startRealMysql, untilSomeoneWaits } from "../server/fixtures/real-mysql.ts";
import type { Server } from "../server/server.ts";
import { checkQueries } from "./check-queries.ts";

const running = new AbortController().signal;

let server: Server;
let connect: Connect;

beforeAll(async () => {
	({ server, connect } = await startRealMysql());
});
afterAll(() => server.stop());

const orders = mysqlTable("orders", { id: int("id").primaryKey(), day: int("day") });
const suite: Suite = {
	...perf001,
	tables: [tableModel(orders)],
	dataset: {
		...perf001.dataset,
		tables: [{ table: tableModel(orders), columns: ["id"], rowBytes: 10, declares: () => [] }],
	},
};
const [template] = perf001.scenarios;

function scenario(sql: string, change: Partial<Scenario> = {}, keys = "SELECT id FROM orders ORDER BY id"): Scenario {
	if (template === undefined) throw new Error("the suite has scenarios");
	const queries = () => [{ toSQL: () => ({ sql, params: [] }) }];
	return {
		...template,
		id: "s",
		kind: "read",
		strata: [{ id: "any", share: 1, keys: { by: "sql", sql: keys }, queries }],
		...change,
	};
}

test("every query of the suite is understood by the server before there is any data", async () => {
	await checkQueries(connect, perf001, perf001.scenarios, running);
	const connection = await connect();
	const [rows] = await connection.query<RowDataPacket[]>("SELECT COUNT(*) AS n FROM sales");
	await connection.end();
	expect(rows).toEqual([{ n: 0 }]);
	// And again on tables that are there.
	await checkQueries(connect, perf001, perf001.scenarios, running);
});

test.each<[string, Scenario, RegExp]>([
	["an unknown column", scenario("select price from orders"), /^Scenario s, stratum any: Unknown column 'price'/],
	["an unknown table", scenario("select 1 from nowhere"), /stratum any: Table '.*nowhere' doesn't exist/],
	["an unknown function", scenario("select no_such_function(id) from orders"), /no_such_function/],
	[
		"an index that only one arm has",
		scenario("select id from orders force index (by_day)"),
		/Key 'by_day' doesn't exist/,
	],
	[
		"collations that do not mix",
		scenario("select 1 from orders where _utf8mb4'a' collate utf8mb4_bin = _utf8mb4'b' collate utf8mb4_0900_ai_ci"),
		/Illegal mix of collations/,
	],
	[
		"a column that is neither grouped nor summed",
		scenario("select day, count(*) from orders"),
		/only_full_group_by|GROUP BY/,
	],
	["what is no SQL", scenario("select select"), /error in your SQL syntax/],
	["a read that deletes", scenario("with x as (select 1 as id) delete from orders"), /declared a read, yet it writes/],
	["a read that changes the schema", scenario("truncate orders"), /declared a read, yet it writes/],
	[
		"keys by an unknown column",
		scenario("select 1", {}, "SELECT price FROM orders ORDER BY 1"),
		/^The keys of scenario s/,
	],
])("%s is named with its scenario", async (_, wrong, message) => {
	await expect(checkQueries(connect, suite, [wrong], running)).rejects.toMatchObject({
		exitCode: 2,
		message: expect.stringMatching(message),
	});
});

test("a write may write, and a value that only a real key has is no mistake", async () => {
	const harmless = [
		scenario("delete from orders", { kind: "write" }),
		scenario("select 1 from orders where day = cast('1' as date)"),
	];
	await checkQueries(connect, suite, harmless, running);
});

test.each([
	[
		"an unknown function",
		"insert into orders (id, day) values (no_such_function(1), 2)",
		/^Write w: FUNCTION .*no_such_function/,
	],
	["an unknown column", "update orders set price = 1", /^Write w: Unknown column 'price'/],
	["too few values", "insert into orders (id, day) values (1)", /^Write w: Column count/],
])("a write with %s is named before there is any data", async (_, sql, message) => {
	const write: WriteScenario = {
		id: "w",
		title: "w",
		kind: "unit",
		caller: "ui",
		source: "this test",
		weight: 1,
		weightReason: "a test",
		tables: [orders],
		maintains: [],
		searches: [],
		transaction: false,
		concurrent: false,
		keys: "SELECT id FROM orders ORDER BY id",
		unit: () => ({ queries: [{ toSQL: () => ({ sql, params: [] }) }] }),
	};
	await expect(checkQueries(connect, { ...suite, writes: [write] }, [], running)).rejects.toMatchObject({
		exitCode: 2,
		message: expect.stringMatching(message),
	});
});

test("Ctrl-C ends the check at once while somebody else holds a table", async () => {
	await checkQueries(connect, suite, [scenario("select 1 from orders")], running);
	const holder = await connect();
	await holder.query("LOCK TABLES orders WRITE");
	const abort = new AbortController();
	const checking = checkQueries(connect, suite, [scenario("select id from orders")], abort.signal);
	const ended = expect(checking).rejects.toThrow("told to end");
	await untilSomeoneWaits(holder);
	abort.abort(new Error("told to end"));
	await ended.finally(() => holder.end());
});
