import { expect, test } from "vitest";
import { foundBy, model } from "../fixtures/model.ts";

const ID = { id: "int not null" };
const AB = { ...ID, a: "int", b: "int" };

test("of two indexes on the same columns the one that is not unique goes, also beside .unique() on a column", () => {
	const schema = model({
		t: { columns: AB, indexes: { a_plain: "(a, b)", b_plain: "(a, b)" } },
		u: { columns: AB, indexes: { a_plain: "(a)", z_unique: "unique (a)" } },
	});
	expect(foundBy("duplicate-index", schema)).toMatchObject([
		{ table: "t", index: "b_plain", evidence: { sameAs: "a_plain" }, remedy: { kind: "drop", index: "b_plain" } },
		{ table: "u", index: "a_plain", evidence: { sameAs: "z_unique", sameAsUnique: true } },
	]);
});

test("of two plain ones the one that is called unique stays, since it was meant to be", () => {
	const schema = model({ t: { columns: AB, indexes: { a_b: "(a, b)", t_unique: "(a, b)" } } });
	expect(foundBy("duplicate-index", schema)).toMatchObject([{ index: "a_b", evidence: { sameAs: "t_unique" } }]);
});

test("columns in another order, prefixes and expressions are no duplicates", () => {
	const schema = model({
		t: {
			columns: { ...AB, c: "varchar(50)" },
			indexes: {
				one: "(a, b)",
				two: "(b, a)",
				three: "(c)",
				four: "(c(10))",
				five: "((lower(c)))",
				six: "((upper(c)))",
			},
		},
	});
	expect(foundBy("duplicate-index", schema)).toEqual([]);
	expect(foundBy("redundant-index", schema)).toEqual([]);
});

test("a leading part of another index is redundant, and what is lost with it is said", () => {
	const schema = model({
		customers: { columns: ID },
		t: {
			columns: { ...AB, c: "int" },
			references: { a: "customers.id" },
			indexes: { s: "(a)", l: "(a, b)", longest: "(a, b, c)" },
		},
	});
	const found = foundBy("redundant-index", schema);
	expect(found.map(({ index, evidence }) => [index, evidence.coveredBy, evidence.how])).toEqual([
		["s", "l", "leading-part"],
		["l", "longest", "leading-part"],
	]);
	expect(found[0]?.evidence.losses).toEqual([
		{ kind: "primary-key-order" },
		{ kind: "narrower" },
		{ kind: "foreign-key", foreignKey: "t_a_customers_id_fk" },
	]);
});

test("a unique index stays though another begins with its columns; the longer one is the needless one", () => {
	const schema = model({ t: { columns: AB, indexes: { u: "unique (a)", l: "(a, b)" } } });
	expect(foundBy("redundant-index", schema)).toMatchObject([
		{ index: "l", evidence: { coveredBy: "u", how: "beyond-unique", losses: [{ kind: "covering", columns: ["b"] }] } },
	]);
});

test("the leading part of the primary key, and what begins with all of it, is redundant with it", () => {
	const schema = model({
		t: { columns: AB, primaryKey: ["a", "b"], indexes: { part: "(a)" } },
		u: { columns: AB, indexes: { more: "(id, a)", other: "(a, id)" } },
	});
	expect(foundBy("redundant-index", schema).map(({ index, evidence }) => [index, evidence.how])).toEqual([
		["part", "leads-primary-key"],
		["more", "beyond-primary-key"],
	]);
});

test("an index that MySQL makes for a foreign key covers a declared leading part", () => {
	const schema = model({ t: { columns: AB, indexes: { s: "(a)" } } });
	const [table] = schema.tables;
	if (table === undefined) throw new Error("no table");
	const pair = { name: "pair_fk", nameGiven: true, columns: ["a", "b"], refTable: "elsewhere", refColumns: ["x", "y"] };
	const found = foundBy("redundant-index", { ...schema, tables: [{ ...table, foreignKeys: [pair] }] });
	expect(found).toMatchObject([{ index: "s", evidence: { coveredBy: "pair_fk" } }]);
});

test.each(["orders_email_unique", "unique_email", "idx_unique_email", "emailUnique", "idx_orders_unique"])(
	"%s says unique, and is not",
	(name) => {
		const schema = model({ orders: { columns: { ...ID, email: "varchar(50)" }, indexes: { [name]: "(email)" } } });
		expect(foundBy("unique-in-name", schema)).toMatchObject([
			{ severity: "error", remedy: { kind: "replace", by: { unique: true, columns: [{ column: "email" }] } } },
		]);
	},
);

test("a name that says unique of a column, says it is not, or has it within a word is no sign", () => {
	const schema = model({
		orders: {
			columns: { ...ID, unique_visitors: "int", email: "varchar(50)" },
			indexes: {
				idx_unique_visitors: "(unique_visitors)",
				email_not_unique: "(email)",
				email_non_unique_idx: "(email)",
				uniqueness_check: "(email)",
				email_unique: "unique (email)",
			},
		},
	});
	expect(foundBy("unique-in-name", schema)).toEqual([]);
});

test("uq and uk give a warning", () => {
	const schema = model({ orders: { columns: { ...ID, email: "varchar(50)" }, indexes: { uq_email: "(email)" } } });
	expect(foundBy("unique-in-name", schema)).toMatchObject([{ severity: "warn", evidence: { word: "uq" } }]);
});

test("an index on a boolean, an enum of few values or a mark of deletion alone is doubtful", () => {
	const schema = model({
		t: {
			columns: {
				...ID,
				open: "boolean",
				flag: "tinyint(1)",
				state: "enum('a','b''c','d, e')",
				deleted_at: "timestamp",
			},
			indexes: { i1: "(open)", i2: "(flag)", i3: "(state)", i4: "(deleted_at)" },
		},
	});
	expect(
		foundBy("low-cardinality-index", schema).map(({ index, evidence }) => [index, evidence.reason, evidence.values]),
	).toEqual([
		["i1", "boolean", 2],
		["i2", "boolean", 2],
		["i3", "few-values", 3],
		["i4", "soft-delete", undefined],
	]);
});

test("few values beside other columns, many values, unique ones and those of a foreign key are left alone", () => {
	const many = Array.from({ length: 30 }, (_, value) => `'v${value}'`).join(",");
	const schema = model({
		kinds: { columns: { id: "tinyint(1) not null" } },
		t: {
			columns: { ...ID, open: "boolean", kind: `enum(${many})`, level: "tinyint", only: "boolean", k: "tinyint(1)" },
			indexes: { i1: "(open, level)", i2: "(kind)", i3: "(level)", i4: "unique (only)", i5: "(k)" },
			references: { k: "kinds.id" },
		},
	});
	expect(foundBy("low-cardinality-index", schema)).toEqual([]);
});

test("a table with more indexes than the limit is told, with those of foreign keys; above 64 MySQL refuses it", () => {
	const columns = Object.fromEntries(Array.from({ length: 70 }, (_, at) => [`c${at}`, "int"]));
	const indexes = (count: number) =>
		Object.fromEntries(
			Object.keys(columns)
				.slice(0, count)
				.map((name) => [`i_${name}`, `(${name})`]),
		);
	const schema = model({
		ten: { columns: { ...ID, ...columns }, indexes: indexes(10) },
		eleven: { columns: { ...ID, ...columns }, indexes: indexes(10), references: { c20: "ten.id" } },
		refused: { columns: { ...ID, ...columns }, indexes: indexes(65) },
	});
	expect(
		foundBy("too-many-indexes", schema).map(({ table, severity, evidence }) => [table, severity, evidence.count]),
	).toEqual([
		["refused", "error", 65],
		["eleven", "warn", 11],
	]);
	expect(foundBy("too-many-indexes", schema, { mostIndexes: 70 })).toEqual([]);
});

test("a table without a primary key is told, with the unique key that orders its rows", () => {
	const schema = model({
		members: {
			columns: { a: "int not null", b: "int not null" },
			primaryKey: "none",
			indexes: { both: "unique (a, b)" },
		},
		loose: { columns: { a: "int", b: "int" }, primaryKey: "none", indexes: { both: "unique (a, b)" } },
		keyed: { columns: ID },
	});
	expect(foundBy("no-primary-key", schema).map(({ table, evidence }) => [table, evidence.clusteredBy])).toEqual([
		["loose", undefined],
		["members", "both"],
	]);
});

test("a UUID as the primary key is told; other keys and a key that another table gives are not", () => {
	const schema = model({
		a: { columns: { id: "varchar(36) not null", x: "int" }, indexes: { x: "(x)" } },
		b: { columns: { id: "varchar(64) not null default (uuid())" } },
		c: { columns: { id: "binary(16) not null" } },
		number: { columns: ID },
		ulid: { columns: { id: "char(26) not null" } },
		extension: { columns: { id: "varchar(36) not null" }, references: { id: "a.id" } },
		pair: { columns: { id: "varchar(36) not null", y: "int not null" }, primaryKey: ["y", "id"] },
	});
	expect(
		foundBy("random-primary-key", schema).map(({ table, confidence, evidence }) => [table, confidence, evidence.bytes]),
	).toEqual([
		["b", "likely", 256],
		["a", "possible", 144],
		["c", "possible", 16],
	]);
});
