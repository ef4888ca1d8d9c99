import { expect, test } from "vitest";
import { model } from "../audit/fixtures/model.ts";
import { parseSource } from "../load/source-file.ts";
import { moduleUses } from "./module-uses.ts";

const schema = model({
	users: { columns: { id: "int not null", email: "varchar(90)", name: "varchar(90)", createdAt: "timestamp" } },
	orders: {
		columns: { id: "int not null", userId: "int", status: "varchar(9)", total: "int", day: "date" },
		references: { userId: "users.id" },
	},
	order_items: { columns: { id: "int not null", orderId: "int", sku: "varchar(9)" }, exportedAs: "orderItems" },
});

const IMPORTS = `
	import { and, asc, desc, eq, gt, inArray, isNull, like, not, or, sql } from "drizzle-orm";
	import { alias } from "drizzle-orm/mysql-core";
	import { orderItems, orders, users } from "../db/schema";
`;

const SQL_IN_TEMPLATES = `
	db.select({ n: sql\`SUM(\${orders.total})\` }).from(orders).where(and(
		sql\`\${orders.status} = \${s}\`,
		sql\`DATE(\${orders.day}) = \${d}\`,
		sql\`\${orders.userId} IN \${ids}\`,
		sql\`\${orders.total} > 3 OR \${orders.id} = 1\`,
	))`;

/** What the code does with columns: "orders.userId equality", with marks for what is optional, inside OR, or raw. */
function usesIn(code: string, imports = IMPORTS): readonly string[] {
	const source = parseSource("/app/server/x.ts", "server/x.ts", imports + code);
	if ("message" in source) throw new Error(source.message);
	return moduleUses(source, schema).uses.map(({ table, column, kind, optional, insideOr, inRawSql }) =>
		[`${table}.${column}`, kind, optional && "optional", insideOr && "or", inRawSql && "raw"].filter(Boolean).join(" "),
	);
}

/** The columns that stand in one condition, condition by condition. */
function conditionsIn(code: string): readonly string[] {
	const source = parseSource("/app/server/x.ts", "server/x.ts", IMPORTS + code);
	if ("message" in source) throw new Error(source.message);
	const groups = Map.groupBy(moduleUses(source, schema).uses, ({ group }) => group);
	return [...groups.values()].map((uses) =>
		uses
			.map(({ column }) => column)
			.sort()
			.join(" "),
	);
}

test("comparisons in a where are told by what an index could do with them", () => {
	expect(
		usesIn(`db.select().from(orders).where(and(
			eq(orders.status, "open"), gt(orders.total, 5), inArray(orders.day, days), isNull(orders.userId),
		)); db.select().from(users).where(and(like(users.email, \`\${start}%\`), like(users.name, "%x%"), like(users.name, "x%"), not(eq(users.id, 1))))`),
	).toEqual([
		"orders.status equality",
		"orders.total range",
		"orders.day in",
		"orders.userId other",
		"users.email prefix",
		"users.name like",
		"users.name prefix",
		"users.id other",
	]);
});

test("in a join the table that is brought in is looked up, the other one is only read", () => {
	expect(usesIn("db.select().from(orders).innerJoin(users, eq(orders.userId, users.id))")).toEqual([
		"orders.userId joined-from",
		"users.id joined-in",
	]);
	expect(usesIn("db.select().from(users).leftJoin(orders, eq(orders.userId, users.id))")).toEqual([
		"orders.userId joined-in",
		"users.id joined-from",
	]);
});

test("two aliases of one table are two tables", () => {
	expect(
		usesIn(
			`const parent = alias(users, "parent"); db.select().from(users).leftJoin(parent, eq(parent.email, users.name))`,
		),
	).toEqual(["users.email joined-in", "users.name joined-from"]);
});

test("renamed imports, namespaces, objects that hold tables and late imports are followed", () => {
	const uses = ["orders.userId equality"];
	expect(
		usesIn(
			"",
			`import { eq as is } from "drizzle-orm"; import { orders as o } from "@acme/db"; db.select().from(o).where(is(o.userId, 1))`,
		),
	).toEqual(uses);
	expect(
		usesIn(
			"",
			`import * as s from "./schema"; import * as d from "drizzle-orm"; db.select().from(s.orders).where(d.eq(s.orders.userId, 1))`,
		),
	).toEqual(uses);
	expect(
		usesIn(
			"",
			`import { db, schema, eq } from "@acme/db"; db.select().from(schema.orders).where(eq(schema.orders.userId, 1))`,
		),
	).toEqual(uses);
	expect(
		usesIn(
			"",
			`import { eq } from "drizzle-orm"; async function f() { const { orders } = await import("../schema"); return db.delete(orders).where(eq(orders.userId, 1)) }`,
		),
	).toEqual(uses);
});

test("what is pushed or chosen by a condition of the program is optional, what stands in the list is not", () => {
	expect(
		usesIn(`function list(input) {
			const conditions = [eq(orders.status, "open")];
			if (input.user) conditions.push(eq(orders.userId, input.user));
			conditions.push(gt(orders.total, 0));
			return db.select().from(orders).where(and(...conditions, input.day ? eq(orders.day, input.day) : undefined));
		}`),
	).toEqual([
		"orders.status equality",
		"orders.userId equality optional",
		"orders.total range",
		"orders.day equality optional",
	]);
	expect(
		usesIn(`async function list(input) {
			let query = db.select().from(orders).$dynamic();
			if (input.user) query = query.where(eq(orders.userId, input.user));
			return query;
		}`),
	).toEqual(["orders.userId equality optional"]);
});

test("lists of conditions of one name in two functions are two conditions", () => {
	const list = (columns: readonly string[]) =>
		`function f() { const conditions = []; ${columns.map((name) => `conditions.push(eq(orders.${name}, 1));`).join(" ")} return db.select().from(orders).where(and(...conditions)); }`;
	expect(conditionsIn(list(["status", "day"]) + list(["userId", "total"]).replace("function f", "function g"))).toEqual(
		["day status", "total userId"],
	);
});

test("what stands in the where and in the joins of one statement holds together; branches of OR do not", () => {
	expect(
		conditionsIn(
			"db.select().from(orders).innerJoin(users, eq(orders.userId, users.id)).where(and(eq(orders.status, 1), eq(orders.day, 2)))",
		),
	).toEqual(["day id status userId"]);
	const either = "db.select().from(orders).where(or(eq(orders.status, 1), eq(orders.day, 2)))";
	expect(conditionsIn(either)).toEqual(["status", "day"]);
	expect(usesIn(either)).toEqual(["orders.status equality or", "orders.day equality or"]);
});

test("a correlated subquery looks up its own table by the column of the one around it", () => {
	expect(
		usesIn("db.select().from(users).where(exists(db.select().from(orders).where(eq(orders.userId, users.id))))"),
	).toEqual(["orders.userId equality", "users.id joined-from"]);
});

test("the first column of an order counts, with a limit or without; so does that of a group", () => {
	expect(usesIn("db.select().from(orders).orderBy(desc(orders.day), asc(orders.id)).limit(9)")).toEqual([
		"orders.day order-limited",
	]);
	expect(usesIn("db.select().from(orders).groupBy(orders.status).orderBy(orders.status)")).toEqual([
		"orders.status order",
		"orders.status group",
	]);
});

test("relational queries: conditions and orders in callbacks and objects, and the look-up of related rows", () => {
	expect(
		usesIn(`db.query.users.findMany({
			where: (u, { eq, and }) => and(eq(u.email, x)),
			orderBy: (u, { desc }) => [desc(u.createdAt)],
			limit: 5,
			with: { orders: { where: (o, ops) => ops.gt(o.total, 1), orderBy: desc(orders.day) } },
		})`).toSorted(),
	).toEqual([
		"orders.day order",
		"orders.total range",
		"orders.userId joined-in",
		"users.createdAt order-limited",
		"users.email equality",
	]);
	expect(usesIn("db.query.orders.findFirst({ where: { userId: 3, day: { gte: x } } })")).toEqual([
		"orders.userId equality",
		"orders.day range",
	]);
});

test("columns within templates of SQL are told by the text around them", () => {
	expect(usesIn(SQL_IN_TEMPLATES)).toEqual([
		"orders.status equality raw",
		"orders.day other raw",
		"orders.userId in raw",
		"orders.total range or raw",
		"orders.id equality or raw",
	]);
});

test("whole statements as texts are read by alias: what a join brings in, filters, order", () => {
	expect(
		usesIn(
			'connection.query("SELECT o.total FROM orders o JOIN users u ON o.userId = u.id JOIN order_items i ON i.orderId = o.id WHERE o.status = ? AND u.email LIKE ? ORDER BY o.day LIMIT 5")',
		),
	).toEqual([
		"orders.userId joined-from raw",
		"users.id joined-in raw",
		"order_items.orderId joined-in raw",
		"orders.id joined-from raw",
		"orders.status equality raw",
		"users.email like raw",
		"orders.day order-limited raw",
	]);
	expect(usesIn(`db.execute(sql\`UPDATE \${orders} SET total = 1 WHERE \${orders.userId} = \${id}\`)`)).toEqual([
		"orders.userId equality raw",
	]);
});

test("results, values to write and names that are no tables are no filters", () => {
	expect(
		usesIn(`
			db.select({ status: orders.status, kind: sql\`CASE WHEN \${orders.total} = 1 THEN 1 END\` }).from(orders);
			db.insert(orders).values({ status: "x" });
			const found = list.filter((row) => eq(row.status, 3));
			other.where(eq(somewhere.userId, 1));
		`),
	).toEqual([]);
	expect(usesIn(`db.update(orders).set({ status: "x" }).where(eq(orders.id, 1))`)).toEqual([
		"orders.status written",
		"orders.id equality",
	]);
});
