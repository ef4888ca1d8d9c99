import { desc, sql } from "drizzle-orm";
import {
	check,
	customType,
	datetime,
	foreignKey,
	index,
	int,
	json,
	mysqlSchema,
	mysqlTable,
	primaryKey,
	text,
	timestamp,
	varchar,
} from "drizzle-orm/mysql-core";
import { expect, test } from "vitest";
import type { ColumnModel, TableModel } from "../model.ts";
import { modelOfTables } from "./model-of-tables.ts";

const ascii = customType<{ data: string }>({ dataType: () => "char(36) CHARACTER SET ascii COLLATE ascii_bin" });

const notes = mysqlTable(
	"notes",
	{
		id: int().notNull(),
		part: int("part_no").notNull(),
		parentId: int(),
		uuid: ascii("uuid").notNull(),
		body: text().default("none yet"),
		tags: json().default(["a'b"]),
		size: int().default(sql`(1 + 2)`),
		since: datetime({ fsp: 3 }).default(new Date("2020-02-03T04:05:06.789Z")),
		touched: timestamp({ fsp: 6 }).defaultNow().onUpdateNow(),
		doubled: int().generatedAlwaysAs(sql`size * 2`, { mode: "stored" }),
		token: varchar({ length: 20 }).$defaultFn(() => "x"),
	},
	(t) => [
		primaryKey({ columns: [t.part, t.id] }),
		foreignKey({ columns: [t.parentId, t.part], foreignColumns: [t.part, t.id] }).onDelete("cascade"),
		index("newest").on(t.uuid, desc(t.touched)),
		index("lowered").on(sql`(lower(${t.token}))`),
		index("short").on(sql`${t.token}(5)`),
		check("positive", sql`${t.size} > ${0}`),
	],
);

const table = (casing?: "snake_case"): TableModel => modelOfTables([notes], casing).tables[0] as TableModel;
const column = (key: string): ColumnModel => table().columns.find((found) => found.key === key) as ColumnModel;

test("defaults are SQL as MySQL takes them", () => {
	expect(column("body").defaultSql).toBe("('none yet')");
	expect(column("tags").defaultSql).toBe(`('["a''b"]')`);
	expect(column("size").defaultSql).toBe("(1 + 2)");
	expect(column("since").defaultSql).toBe("'2020-02-03 04:05:06.789'");
	expect(column("touched")).toMatchObject({ defaultSql: "(now())", onUpdateSql: "CURRENT_TIMESTAMP(6)" });
	expect(column("doubled").generated).toEqual({ sql: "size * 2", mode: "stored" });
	expect(column("token")).toMatchObject({ defaultByApplication: true });
	expect(column("token").defaultSql).toBeUndefined();
});

test("charset and collation are apart from the type", () => {
	expect(column("uuid")).toMatchObject({ type: "char(36)", charset: "ascii", collation: "ascii_bin" });
});

test("keys, parts of indexes and checks are told with the names of the database", () => {
	const { primaryKey: key, indexes, checks, foreignKeys } = table("snake_case");
	expect(key?.columns).toEqual(["part_no", "id"]);
	expect(indexes.map(({ name, parts }) => [name, parts])).toEqual([
		["newest", [{ column: "uuid" }, { column: "touched", descending: true }]],
		["lowered", [{ expression: "(lower(`token`))" }]],
		["short", [{ column: "token", length: 5 }]],
	]);
	expect(checks).toEqual([{ name: "positive", sql: "`size` > 0" }]);
	expect(foreignKeys).toEqual([
		{
			name: "notes_parent_id_part_no_notes_part_no_id_fk",
			nameGiven: false,
			columns: ["parent_id", "part_no"],
			refTable: "notes",
			refColumns: ["part_no", "id"],
			onDelete: "cascade",
		},
	]);
});

test("a table of another schema tells it, and a table without a key has none", () => {
	const { tables } = modelOfTables([mysqlSchema("app").table("logs", { line: text() })]);
	expect(tables[0]).toMatchObject({ schema: "app", name: "logs" });
	expect(tables[0]?.primaryKey).toBeUndefined();
});
