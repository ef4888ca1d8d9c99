import { expect, test } from "vitest";
import { parseSource } from "../../load/source-file.ts";
import type { SourceUsage } from "../../usage/column-usage.ts";
import { moduleUses } from "../../usage/module-uses.ts";
import { tallyUsage } from "../../usage/tally.ts";
import { audit } from "../audit.ts";
import { foundBy, model } from "../fixtures/model.ts";

const schema = model({
	users: { columns: { id: "int not null" } },
	orders: {
		columns: {
			id: "int not null",
			user_id: "int",
			paid_by: "int",
			email: "varchar(90)",
			day: "date",
			open: "boolean",
			is_big: "int",
			code: "varchar(9)",
		},
		indexes: { by_code: "(code)", by_day: "(day)", one_email: "unique (email)" },
	},
});

const withoutIndexes = { ...schema, tables: schema.tables.map((table) => ({ ...table, indexes: [] })) };

function usageOf(code: string): SourceUsage {
	const imports = 'import { and, eq, gt, desc } from "drizzle-orm"; import { orders, users } from "./schema";';
	const source = parseSource("/x.ts", "x.ts", imports + code);
	if ("message" in source) throw new Error(source.message);
	return tallyUsage({ modules: [moduleUses(source, schema)], unreadable: [] }, (_, column) =>
		["id", "code", "day", "email"].includes(column),
	);
}

test("without the source neither rule says anything", () => {
	expect(foundBy("unindexed-filter", schema)).toEqual([]);
	expect(foundBy("unused-index", schema)).toEqual([]);
});

test("a column that is looked up without an index is found, unless another in the condition has one", () => {
	const usage = usageOf(`
		db.select().from(orders).where(eq(orders.email, x));
		db.select().from(orders).where(and(eq(orders.day, x), eq(orders.id, 3)));
		db.select().from(orders).where(and(eq(orders.open, true), eq(orders.is_big, 1)));
	`);
	expect(foundBy("unindexed-filter", withoutIndexes, { usage })).toMatchObject([
		{ columns: ["email"], evidence: { uses: ["equality"], sites: 1 }, remedy: { kind: "add" } },
	]);
});

test("one range or order says too little, two say enough", () => {
	const once = "db.select().from(orders).where(gt(orders.day, x));";
	expect(foundBy("unindexed-filter", withoutIndexes, { usage: usageOf(once) })).toEqual([]);
	const twice = `${once} db.select().from(orders).orderBy(desc(orders.day)).limit(3);`;
	expect(foundBy("unindexed-filter", withoutIndexes, { usage: usageOf(twice) })).toMatchObject([
		{ columns: ["day"], evidence: { sites: 2 } },
	]);
});

test("an index is unused where the table is read and nothing filters, joins, sorts or groups by its first column", () => {
	const usage = usageOf("db.select().from(orders).orderBy(desc(orders.day)); db.insert(orders).values({});");
	expect(foundBy("unused-index", schema, { usage })).toMatchObject([
		{ index: "by_code", confidence: "possible", evidence: { writes: 1, readsOfTable: 1 }, remedy: { kind: "drop" } },
	]);
	// A table that this source does not read is read by something else.
	expect(foundBy("unused-index", schema, { usage: usageOf("db.insert(orders).values({})") })).toEqual([]);
});

test("findings that queries could use come first", () => {
	const usage = usageOf(
		"db.select().from(orders).where(eq(orders.paid_by, 1)); db.select().from(orders).where(eq(orders.paid_by, 2));",
	);
	const missing = audit(schema, { usage }).findings.filter(({ rule }) => rule === "missing-reference-index");
	expect(missing.map(({ columns, usage: used }) => [columns[0], used?.access])).toEqual([
		["paid_by", 2],
		["user_id", 0],
	]);
});
