import type { Connection, RowDataPacket } from "mysql2/promise";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Connector, connector } from "../../mysql/connect.ts";
import type { Bundle } from "../../seed/bundle/format.ts";
import { bundle as format } from "../../seed/bundle/format.ts";
import { startRealMysql } from "../server/fixtures/real-mysql.ts";
import type { Server } from "../server/server.ts";
import { leaksOf } from "./bundle-file.ts";
import { type CaptureRequest, capture } from "./capture.ts";
import { makeShop, useShop } from "./fixtures/shop.ts";

let server: Server;
let connect: Connector;
let admin: Connection;
let taken: Bundle;

const request = (more: Partial<CaptureRequest> = {}): CaptureRequest => ({
	connect: connector(server.address),
	database: String(server.database),
	seconds: 60,
	rows: 200_000,
	signal: new AbortController().signal,
	now: new Date(),
	announce: () => undefined,
	...more,
});

beforeAll(async () => {
	({ server, connect } = await startRealMysql());
	admin = await connect();
	await makeShop(admin);
	await useShop(admin);
	taken = await capture(request());
});
afterAll(async () => {
	await admin?.end();
	await server?.stop();
});

const one = async (sql: string): Promise<Readonly<Record<string, unknown>>> =>
	(await admin.query<RowDataPacket[]>(sql))[0][0] ?? {};
const tableOf = (name: string, of: Bundle = taken) => {
	const found = of.tables.find((table) => table.name === name);
	if (found === undefined) throw new Error(`no table ${name}`);
	return found;
};
const columnOf = (table: string, name: string, of: Bundle = taken) => {
	const found = tableOf(table, of).columns.find((column) => column.name === name);
	if (found === undefined) throw new Error(`no column ${table}.${name}`);
	return found;
};

test("a capture is a whole bundle of all tables and no view, and tells what it cost", () => {
	expect(format.parse(taken)).toEqual(taken);
	expect(leaksOf(taken)).toEqual([]);
	expect(taken.tables.map(({ name }) => name)).toEqual(
		["customers", "nothing", "odd `name`, order", "orders", "parts", "secrets"].sort(),
	);
	expect(taken.cost.statements).toBeGreaterThan(20);
	expect(taken.unknown.filter(({ kind }) => kind !== "unreadable")).toEqual([]);
});

test("rows, NULLs, distinct values, lengths and frequent values are those of plain SQL", async () => {
	expect(tableOf("orders")).toMatchObject({ rows: 10_000, counted: true, rowsRead: 10_000, keySpan: 1 });
	expect(tableOf("nothing")).toMatchObject({ rows: 0, columns: [] });
	expect(tableOf("parts").definition.partitions).toBe(3);
	const plain = await one(
		"SELECT COUNT(DISTINCT region) AS d, AVG(note IS NULL) AS nulls, AVG(LENGTH(note)) AS l, MAX(LENGTH(note)) AS m, " +
			"AVG(status = 'paid') AS paid, AVG(placed_at >= UTC_DATE() - INTERVAL 30 DAY) AS month FROM orders",
	);
	expect(columnOf("orders", "region").distinct).toBe(plain.d);
	expect(columnOf("orders", "note").nulls).toBeCloseTo(Number(plain.nulls), 3);
	expect(columnOf("orders", "note").length?.mean).toBeCloseTo(Number(plain.l), 2);
	expect(columnOf("orders", "note").length?.max).toBe(plain.m);
	expect(columnOf("orders", "status").frequent?.[0]).toEqual({
		share: Number(Number(plain.paid).toPrecision(4)),
		code: 0.5,
		member: 2,
	});
	expect(columnOf("orders", "placed_at").recency?.month).toBeCloseTo(Number(plain.month), 3);
});

test("rows per key, fan-out with its zeros, pages and runs are those of plain SQL", async () => {
	const key = tableOf("orders").keys.find(({ columns }) => columns.join() === "customer_id");
	const plain = await one(
		"SELECT COUNT(*) AS d, MAX(n) AS most, AVG(n) AS mean FROM (SELECT COUNT(*) AS n FROM orders GROUP BY customer_id) g",
	);
	expect(key?.distinct).toBe(plain.d);
	expect(key?.rowsPerKey.max).toBe(plain.most);
	expect(key?.rowsPerKey.mean).toBeCloseTo(Number(plain.mean), 1);
	expect(key?.top[1]).toBeCloseTo(Number(plain.most) / 10_000, 3);
	expect(key?.histogram?.reduce((sum, { rows }) => sum + rows, 0)).toBeCloseTo(10_000, -1);
	expect(key?.run).toBeGreaterThan(3.9);
	expect(key?.run).toBeLessThan(5);
	expect(key?.pagesPerKey?.find(({ of }) => of === "top")?.pages).toBeGreaterThan(10);
	const childless = await one("SELECT AVG(id NOT IN (SELECT customer_id FROM orders)) AS share FROM customers");
	const [reference] = tableOf("orders").references;
	expect(reference?.childless).toBeCloseTo(Number(childless.share), 3);
	expect(reference?.fanOut.mean).toBeCloseTo(20, 1);
});

test("what hangs together is that of plain SQL: pairs, the depth of a LIMIT, and values along the table", async () => {
	const joint = tableOf("orders").joint.find(({ columns }) => columns.join() === "customer_id,status");
	const plain = await one(
		"SELECT COUNT(DISTINCT customer_id, status) AS pairs, (SELECT SUM(m) / 10000 FROM (SELECT MAX(n) AS m FROM " +
			"(SELECT customer_id, COUNT(*) AS n FROM orders GROUP BY customer_id, status) x GROUP BY customer_id) y) AS purity " +
			"FROM orders",
	);
	expect(joint?.distinct).toBe(plain.pairs);
	expect(joint?.purity).toBeCloseTo(Number(plain.purity), 3);
	expect(joint?.within?.top[0]).toBeGreaterThan(0.6);
	const [depth] = tableOf("orders").depths;
	expect(depth).toMatchObject({
		filter: ["customer_id", "status"],
		order: [{ column: "placed_at", descending: true }],
		limit: 5,
	});
	// Open orders are the newest: for them one passes few rows, for the rare customers nearly all.
	const passed = await one(
		"SELECT COUNT(*) AS n FROM orders WHERE placed_at >= (SELECT placed_at FROM orders WHERE customer_id = 1 AND " +
			"status = 'open' ORDER BY placed_at DESC LIMIT 4, 1)",
	);
	expect(Number(passed.n)).toBeLessThan(depth?.passed.p50 ?? 0);
	expect(depth?.passed.max).toBe(10_000);
	const status = columnOf("orders", "status");
	const open = (status.frequent ?? []).findIndex(({ member }) => member === 1);
	expect(status.along?.[0]?.[open]).toBe(0);
	expect(status.along?.[7]?.[open]).toBeGreaterThan(0.3);
	expect(columnOf("orders", "placed_at").correlation).toBeGreaterThan(0.99);
});

test("statements are told by the server's counts, with the columns that their placeholders meet", () => {
	const query = taken.queries.find(({ text }) => text.includes("`customer_id` = ?"));
	expect(query).toMatchObject({ from: "digests", executions: 12, rowsSent: 5 });
	expect(query?.parameters).toEqual([
		{ at: 0, use: "equal", column: { table: "orders", column: "customer_id" } },
		{ at: 1, use: "equal", column: { table: "orders", column: "status" } },
		{ at: 2, use: "limit" },
	]);
	expect(taken.queries.some(({ text }) => /information_schema|COUNT \( \* \) AS `n`/i.test(text))).toBe(false);
});

test("a table above the limit is read by ranges of its primary key, and its shares are near the true ones", async () => {
	const sampled = await capture(request({ rows: 2_000 }));
	const table = tableOf("orders", sampled);
	expect(table).toMatchObject({ rows: 10_000, counted: true });
	expect(table.rowsRead).toBeLessThan(2_200);
	expect(table.rowsRead).toBeGreaterThan(1_500);
	const share = (of: Bundle) =>
		columnOf("orders", "status", of).frequent?.find(({ member }) => member === 2)?.share ?? 0;
	expect(Math.abs(share(sampled) - share(taken))).toBeLessThan(0.05);
	expect(columnOf("orders", "region", sampled).distinct).toBe(30);
	// An index holds the reference, so its counts are of all rows.
	const key = table.keys.find(({ columns }) => columns.join() === "customer_id");
	expect(key).toMatchObject({ basis: "all", distinct: tableOf("orders").keys[0]?.distinct });
	const pages = (of: Bundle) => tableOf("orders", of).keys[0]?.pagesPerKey?.find((one) => one.of === "p90")?.pages ?? 0;
	expect(pages(sampled) / pages(taken)).toBeCloseTo(1, 1);
});

test("without privileges on the server's own tables each is named, and the rest is read", async () => {
	await admin.query("CREATE USER reader@'%' IDENTIFIED BY 'word'");
	await admin.query(`GRANT SELECT ON \`${server.database}\`.* TO reader@'%'`);
	const address = { ...server.address, user: "reader", password: "word" };
	const poor = await capture(request({ connect: connector(address) }));
	expect(poor.unknown.filter(({ kind }) => kind === "privilege").map(({ what }) => what)).toEqual([
		"queries",
		"pages of tables",
		"index pages",
	]);
	expect(poor.queries).toEqual([]);
	expect(columnOf("orders", "region", poor)).toMatchObject({ distinct: 30 });
});

test("a connection that is cut midway leaves a whole bundle of what was read, which says what was lost", async () => {
	const cutting: CaptureRequest["connect"] = async () => {
		const connection = await connector(server.address)();
		const { query } = connection;
		let asked = 0;
		connection.query = (async (...words: Parameters<typeof query>) => {
			if (++asked === 60) await admin.query(`KILL ${connection.threadId}`);
			return await query.apply(connection, words);
		}) as typeof query;
		return connection;
	};
	const partial = await capture(request({ connect: cutting }));
	expect(partial.unknown.filter(({ kind }) => kind === "lost").length).toBeGreaterThan(3);
	expect(format.parse(partial).tables).toHaveLength(taken.tables.length);
	expect(partial.tables.flatMap(({ keys }) => keys).length).toBeGreaterThan(0);
});

test("the session can write nothing, and a spent budget is told", async () => {
	const spent = await capture(request({ seconds: 0.15 })).catch((error: unknown) => error);
	if (spent instanceof Error) expect(spent.message).toMatch(/within the budget/);
	else expect((spent as Bundle).unknown.some(({ kind }) => kind === "budget")).toBe(true);
});
