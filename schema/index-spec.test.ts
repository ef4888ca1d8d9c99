import { int, mysqlEnum, mysqlTable, text, varchar } from "drizzle-orm/mysql-core";
import { expect, test } from "vitest";
import { covers, partsOf, sameIndex } from "../mysql/index-spec.ts";
import { indexSpecText, parseIndexSpec, resolvedIndex } from "./index-spec.ts";
import { tableModel } from "./load/model-of-tables.ts";
import { readWantedIndex } from "./wanted-spec.ts";

const notes = tableModel(
	mysqlTable("notes", {
		id: int("id").primaryKey(),
		title: varchar("title", { length: 100 }),
		body: text("body"),
		odd: int("a(b) desc"),
	}),
);
const parsed = (spec: string) => parseIndexSpec(spec, [notes]);

test.each([
	["notes(title, id)", { columns: ["title", "id"] }],
	[
		"notes(title desc, id)",
		{ columns: ["title desc", "id"], parts: [{ column: "title", descending: true }, { column: "id" }] },
	],
	["notes(body(20))", { columns: ["body(20)"], parts: [{ column: "body", length: 20 }] }],
	["notes(body(20) desc)", { columns: ["body(20) desc"], parts: [{ column: "body", length: 20, descending: true }] }],
	["unique notes(title)", { columns: ["title"], kind: "unique" }],
	["fulltext notes(title, body)", { columns: ["title", "body"], kind: "fulltext" }],
	[
		"notes((lower(title)), (concat(title, ')')) desc)",
		{
			columns: ["(lower(title))", "(concat(title, ')')) desc"],
			parts: [{ expression: "(lower(title))" }, { expression: "(concat(title, ')'))", descending: true }],
		},
	],
	["notes(`a(b) desc`)", { columns: ["a(b) desc"] }],
])("%s is read, and written back the same", (spec, wanted) => {
	const { name, ...index } = parsed(spec);
	expect(index).toEqual({ table: "notes", ...wanted });
	expect(name).toMatch(/^try_notes_/);
	expect(indexSpecText(index)).toBe(spec);
});

test("names of TypeScript stand for those of the database", () => {
	const exported = { ...notes, name: "app_notes", exports: [{ file: "schema.ts", name: "notes" }] };
	expect(parseIndexSpec("notes(odd, title(5))", [exported])).toMatchObject({
		table: "app_notes",
		columns: ["a(b) desc", "title(5)"],
	});
});

test("words may be in any case, and UNIQUE INDEX is as good as unique", () => {
	expect(parsed("UNIQUE INDEX notes ( title DESC , id ASC )")).toMatchObject({
		kind: "unique",
		columns: ["title desc", "id"],
	});
});

test("indexes of different parts or kinds have different names", () => {
	const specs = ["notes(title)", "unique notes(title)", "notes(title desc)", "notes(title(5))", "notes((title))"];
	expect(new Set(specs.map((spec) => parsed(spec).name)).size).toBe(specs.length);
});

test("an index is the same by its parts and kind, and covers what it begins with", () => {
	expect(sameIndex(parsed("notes(title)"), parsed("notes(`title`)"))).toBe(true);
	expect(sameIndex(parsed("notes(title)"), parsed("unique notes(title)"))).toBe(false);
	expect(covers(parsed("notes(title, id)"), parsed("notes(title)"))).toBe(true);
	expect(covers(parsed("notes(title desc, id)"), parsed("notes(title)"))).toBe(false);
	expect(covers(parsed("fulltext notes(title, body)"), parsed("notes(title)"))).toBe(false);
});

test("a suite may write columns as SQL has them, and unique as a word of its own", () => {
	const resolved = (columns: readonly string[], unique = false) =>
		resolvedIndex({ name: "i", table: "notes", columns, ...(unique ? { unique } : {}) }, notes);
	expect(resolved(["title(10)"])).toEqual({
		name: "i",
		table: "notes",
		columns: ["title(10)"],
		parts: [{ column: "title", length: 10 }],
	});
	expect(resolved(["title DESC"]).parts).toEqual([{ column: "title", descending: true }]);
	expect(resolved(["(lower(`title`))"]).parts).toEqual([{ expression: "(lower(`title`))" }]);
	expect(resolved(["title"], true)).toEqual({ name: "i", table: "notes", columns: ["title"], kind: "unique" });
	// A column that is named like a text of SQL is that column.
	expect(resolved(["a(b) desc"])).toEqual({ name: "i", table: "notes", columns: ["a(b) desc"] });
	expect(resolvedIndex(resolved(["title DESC"]), notes)).toEqual(resolved(["title DESC"]));
});

test("what is to be written into a schema is read as what is tried, and may have a name of its own", () => {
	const wanted = (text: string) => readWantedIndex(text, { tables: [notes] });
	for (const text of ["notes(title desc, body(20))", "unique notes(title)", "notes((lower(title)))"]) {
		const { table, parts, kind } = wanted(text);
		expect(partsOf(parsed(text))).toEqual(parts);
		expect(parsed(text)).toMatchObject({ table, ...(kind === "plain" ? {} : { kind }) });
	}
	expect(wanted("notes(`a(b) desc`) as `my index`")).toEqual({
		table: "notes",
		parts: [{ column: "a(b) desc" }],
		kind: "plain",
		name: "my index",
	});
	expect(() => parsed("notes(title) as mine")).toThrow('"notes(title) as mine" names an index that is only tried.');
	for (const text of ["notes(title,,id)", "notes(lower(title))", "notes(title", "notes(title) mine", "notes() as x"]) {
		expect(() => wanted(text)).toThrow(`"${text}" is no index.`);
		expect(() => parsed(text)).toThrow(`"${text}" is no index.`);
	}
	expect(() => wanted("notes(body)")).toThrow("Column body of notes is text, which no index holds whole.");
	expect(() => wanted("notes(id, id)")).toThrow("names id twice");
});

test('an enum that has "text" among its values is indexed whole', () => {
	const kinds = tableModel(mysqlTable("kinds", { id: int("id"), kind: mysqlEnum("kind", ["text", "json"]) }));
	expect(parseIndexSpec("kinds(kind)", [kinds]).columns).toEqual(["kind"]);
});
