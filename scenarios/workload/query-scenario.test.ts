import type { Connection } from "mysql2/promise";
import { afterAll, beforeAll, expect, test } from "vitest";
import { keyDrawer } from "../../bench/measure/keys.ts";
import { startRealMysql } from "../../bench/server/fixtures/real-mysql.ts";
import type { Server } from "../../bench/server/server.ts";
import { execute } from "../../mysql/statement.ts";
import type { SchemaModel, TableModel } from "../../schema/model.ts";
import { statementsFor } from "../statements.ts";
import { impliedQueries } from "./implied-queries.ts";
import { scenarioOfQuery, type WorkloadQuery, withOwnIds } from "./query-scenario.ts";

function table(name: string, columns: readonly string[], foreign: TableModel["foreignKeys"] = []): TableModel {
	const column = (name: string) => ({
		name,
		key: name,
		type: "int",
		notNull: true,
		autoIncrement: false,
		columnType: "MySqlInt",
		defaultByApplication: false,
	});
	const primaryKey = { columns: ["id"] };
	return { name, exports: [], columns: columns.map(column), primaryKey, indexes: [], foreignKeys: foreign, checks: [] };
}

const schema: SchemaModel = {
	tables: [
		table("customers", ["id", "email"]),
		table(
			"orders",
			["id", "customer_id", "status", "created_at"],
			[{ name: "f", nameGiven: false, columns: ["customer_id"], refTable: "customers", refColumns: ["id"] }],
		),
	],
	views: [],
	relations: [],
	problems: [],
};

let server: Server;
let connection: Connection;

beforeAll(async () => {
	const real = await startRealMysql();
	server = real.server;
	connection = await real.connect();
	await connection.query("CREATE TABLE customers (id INT PRIMARY KEY, email VARCHAR(60))");
	await connection.query(
		"CREATE TABLE orders (id INT PRIMARY KEY, customer_id INT, status ENUM('open','paid'), created_at DATETIME(6))",
	);
	const numbers = "WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 1000)";
	await connection.query(`INSERT INTO customers ${numbers} SELECT i, CONCAT('c', i, '@example.org') FROM n`);
	// Customer 1 has half of the orders; the others have one each.
	await connection.query(
		`INSERT INTO orders ${numbers} SELECT i, IF(i % 2, 1, i), IF(i % 50, 'paid', 'open'), '2026-01-01' + INTERVAL i MINUTE FROM n`,
	);
});

afterAll(async () => {
	await connection?.end();
	await server?.stop();
});

async function rowsOf(sql: string): Promise<Readonly<Record<string, readonly number[]>>> {
	const scenario = scenarioOfQuery({ sql, source: "a test" }, schema, () => []);
	const drawer = keyDrawer([connection], 1);
	const found: Record<string, readonly number[]> = {};
	for (const stratum of scenario.strata) {
		const keys = await drawer.draw(scenario.id, stratum);
		const counts: number[] = [];
		for (const key of keys) counts.push((await execute(connection, statementsFor(stratum, key)))[0]?.length ?? 0);
		found[stratum.id] = counts;
	}
	return found;
}

test("frequent keys have many rows, rare ones have few", async () => {
	const { frequent = [], middle = [], rare = [] } = await rowsOf("select * from orders where customer_id = ?");
	expect(Math.max(...frequent)).toBe(500);
	expect([...middle, ...rare].every((rows) => rows === 1)).toBe(true);
});

test("what was recorded of the calls makes the strata and their shares, and the rows of a LIMIT", () => {
	const sql = "select * from orders where customer_id = ? limit ?";
	const of = (more: Partial<WorkloadQuery>) =>
		scenarioOfQuery({ sql, source: "a test", ...more }, schema, () => []).strata;
	const shares = (more: Partial<WorkloadQuery>) => of(more).map(({ id, share }) => [id, share]);
	expect(shares({ calls: { frequent: 0.6, rare: 0.2 } })).toEqual([
		["frequent", 0.6 / 0.8],
		["rare", 0.2 / 0.8],
	]);
	expect(shares({ calls: {} })).toEqual(shares({}));
	const [stratum] = of({ limit: 7 });
	const key = stratum?.keys.by === "lists" ? stratum.keys.keys([[[1, 1, 1, 1, 42]]]) : undefined;
	expect(key).toEqual([[42, 7]]);
});

test("conditions on several columns of one table meet in at least one row", async () => {
	const found = await rowsOf("select * from orders o where o.customer_id = ? and o.status = ? and o.created_at > ?");
	expect(Object.keys(found)).toEqual(["frequent", "middle", "rare"]);
	const all = await rowsOf("select * from orders o where o.customer_id = ? and o.status = ?");
	expect(
		Object.values(all)
			.flat()
			.every((rows) => rows >= 1),
	).toBe(true);
});

test("a range is a small part of the table, or half of it", async () => {
	expect(await rowsOf("select * from orders where created_at >= ?")).toEqual({ narrow: [10], wide: [500] });
	expect(await rowsOf("select * from orders where created_at between ? and ?")).toEqual({ narrow: [10], wide: [500] });
});

test("a key that is unique has one stratum, a text without parameters too", async () => {
	expect(await rowsOf("select * from customers where id = ?")).toEqual({ any: [1, 1, 1, 1] });
	expect(await rowsOf("select count(*) from customers")).toEqual({ always: [1] });
});

test("lists, patterns, functions, joins, limits and offsets are given values that find rows", async () => {
	for (const sql of [
		"select * from customers where id in (?, ?, ?)",
		"select * from customers where email like ?",
		"select * from customers where lower(email) = ?",
		"select * from customers c join orders o on o.customer_id = c.id where c.email = ? and o.status in (?, ?) limit ? offset ?",
	]) {
		const counts = Object.values(await rowsOf(sql)).flat();
		expect(counts.length, sql).toBeGreaterThan(0);
		expect(
			counts.some((rows) => rows > 0),
			sql,
		).toBe(true);
	}
	const { any } = await rowsOf("select * from customers where id in (?, ?, ?)");
	expect(any).toEqual([3, 3, 3, 3]);
});

test("what no column is met by, and what is no read, is refused with its place", () => {
	const make = (sql: string) => () => scenarioOfQuery({ sql, source: "--query" }, schema, () => []);
	expect(make("select * from orders where customer_id + ? = 3")).toThrow(/Placeholder 1 .*--query/);
	expect(make("delete from orders where id = ?")).toThrow(/--query/);
});

test("without queries, what an index and its reference imply is asked, and runs", async () => {
	const index = { name: "i", table: "orders", columns: ["customer_id", "created_at"] };
	const queries = impliedQueries(schema, [index]);
	expect(queries.map(({ title }) => title)).toEqual([
		"orders by customer_id",
		"orders by customer_id, created_at",
		"orders by customer_id, the last 20 by created_at",
		"customers with its orders",
	]);
	for (const { sql } of queries)
		expect(
			Object.values(await rowsOf(sql))
				.flat()
				.some((rows) => rows > 0),
		).toBe(true);
});

test("scenarios are named by what is asked, and never alike", () => {
	const ids = (queries: readonly { sql: string; title?: string }[]) =>
		withOwnIds(queries.map((query) => scenarioOfQuery({ ...query, source: "a test" }, schema, () => []))).map(
			({ id }) => id,
		);
	expect(
		ids([
			{ sql: "select * from `orders` where customer_id = ? and status in (?, ?)" },
			{ sql: "select id from orders where customer_id = ? and status = ?" },
			{ sql: "select o.id from orders o where o.customer_id = ? order by o.created_at desc limit 5" },
			{ sql: "select count(*) from customers" },
			{ sql: "select 1 from customers where id = ?", title: "Kundin, nach Nummer" },
		]),
	).toEqual([
		"orders/by-customer_id-status",
		"orders/by-customer_id-status-2",
		"orders/by-customer_id-in-order-of-created_at",
		"customers/all",
		"customers/kundin-nach-nummer",
	]);
});
