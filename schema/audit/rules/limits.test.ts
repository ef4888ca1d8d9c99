import { expect, test } from "vitest";
import { foundBy, model } from "../fixtures/model.ts";

const ID = { id: "int not null" };

test("a key of more than 3,072 bytes is refused, counted by charset; exactly as many are taken", () => {
	const schema = model({
		t: {
			columns: {
				...ID,
				long: "varchar(769)",
				most: "varchar(768)",
				latin: "varchar(1000) charset latin1",
				text: "text",
			},
			indexes: { l: "(long)", m: "(most)", la: "(latin)", both: "(most, id)", prefix: "(long(100), text(600))" },
		},
	});
	expect(
		foundBy("key-too-long", schema).map(({ index, evidence }) => [index, evidence.bytes, evidence.widest]),
	).toEqual([
		["l", 3076, "long"],
		["both", 3076, "most"],
	]);
});

test("text, blob and json are not indexed whole; a prefix, full text and expressions are fine", () => {
	const schema = model({
		t: {
			columns: { ...ID, body: "text", data: "json", raw: "mediumblob", name: "varchar(20)" },
			indexes: {
				b: "(body)",
				d: "(name, data)",
				r: "(raw)",
				p: "(body(20))",
				f: "fulltext (body)",
				e: "((lower(body)))",
			},
		},
	});
	expect(foundBy("unindexable-column", schema).map(({ index, evidence }) => [index, evidence.needs])).toEqual([
		["b", "prefix"],
		["d", "expression"],
		["r", "prefix"],
	]);
});

test("names of more than 64 characters are refused, whatever they name", () => {
	const long = "n".repeat(65);
	const schema = model({
		[long]: {
			columns: { ...ID, [`c${long}`]: "int", fits: "int" },
			indexes: { [`i${long}`]: "(fits)", ["i".repeat(64)]: "(fits)" },
		},
	});
	expect(foundBy("name-too-long", schema).map(({ evidence }) => `${evidence.what} ${evidence.length}`)).toEqual([
		"table 65",
		"column 66",
		"index 66",
	]);
});

test("one name for two indexes of a table is refused, for indexes of two tables it is not", () => {
	const schema = model({
		t: { columns: { ...ID, a: "int", b: "int" }, indexes: { Same: "(a)", same: "(b)" } },
		u: { columns: { ...ID, a: "int" }, indexes: { same: "(a)" } },
	});
	expect(foundBy("name-repeated", schema)).toMatchObject([{ table: "t", evidence: { what: "index" } }]);
});

test("checks of two tables cannot have one name", () => {
	const { tables, ...rest } = model({ t: { columns: ID }, u: { columns: ID } });
	const schema = {
		...rest,
		tables: tables.map((table) => ({ ...table, checks: [{ name: "positive", sql: "id > 0" }] })),
	};
	expect(foundBy("name-repeated", schema)).toMatchObject([
		{ table: "u", evidence: { what: "check", others: ["t", "u"] } },
	]);
});

test("an expression with a comma is cut by drizzle-kit before 1.0, and by it alone", () => {
	const sketch = {
		t: { columns: { ...ID, a: "int", b: "int" }, indexes: { one: "((coalesce(a, b)))", two: "((abs(a)))" } },
	};
	expect(foundBy("expression-with-comma", model(sketch))).toMatchObject([{ index: "one", severity: "error" }]);
	expect(foundBy("expression-with-comma", model(sketch, { ormVersion: "1.0.0-rc.5" }))).toEqual([]);
});

test("an index type other than a B-tree does not come about, and an index needs a name", () => {
	const { tables, ...rest } = model({ t: { columns: { ...ID, a: "int" }, indexes: { h: "(a)", b: "(a)" } } });
	const [table] = tables;
	const [h, b] = table?.indexes ?? [];
	if (table === undefined || h === undefined || b === undefined) throw new Error("The sketch has two indexes.");
	const indexes = [
		{ ...h, using: "hash" },
		{ ...b, using: "btree", nameGiven: false },
	];
	const schema = { ...rest, tables: [{ ...table, indexes, schema: "other" }] };
	expect(foundBy("using-dropped", schema)).toMatchObject([{ index: "h", severity: "warn" }]);
	expect(foundBy("unnamed-index", schema)).toMatchObject([{ index: "b", severity: "error" }]);
	expect(foundBy("schema-not-generated", schema)).toMatchObject([{ evidence: { schema: "other" } }]);
});
