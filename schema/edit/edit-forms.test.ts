import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { LoadedTexts } from "./fixtures/loaded-text.ts";
import { planEdits } from "./plan-edits.ts";
import { differenceOf } from "./prove.ts";
import { EditRefused, type SchemaEdit } from "./request.ts";

const loader = new LoadedTexts();
afterAll(() => loader.close());

const IMPORT = 'import { index, int, mysqlTable, varchar } from "drizzle-orm/mysql-core";\n';
const ON_A: SchemaEdit = { kind: "add", index: { table: "t", parts: [{ column: "a" }], kind: "plain", name: "t_a" } };

/** The text after the edits, once it is proven to load as what was asked, and their inverse to give the text before. */
async function edited(before: string, ...edits: readonly SchemaEdit[]): Promise<string> {
	const plan = planEdits(loader.folder, await loader.model(before), edits);
	const after = plan.files[0]?.after ?? before;
	const loaded = await loader.model(after);
	expect(differenceOf(plan.expected, loaded)).toBeUndefined();
	const back = planEdits(loader.folder, loaded, plan.inverse);
	expect(back.files[0]?.after ?? after).toBe(before);
	return after;
}

async function refusal(before: string, ...edits: readonly SchemaEdit[]) {
	const model = await loader.model(before);
	try {
		planEdits(loader.folder, model, edits);
	} catch (error) {
		if (error instanceof EditRefused) return error.refusal;
		throw error;
	}
	throw new Error("not refused");
}

const FORMS: readonly (readonly [form: string, before: string, after: string])[] = [
	[
		"no callback, one line",
		`${IMPORT}export const t = mysqlTable("t", { a: int() });\n`,
		`${IMPORT}export const t = mysqlTable("t", { a: int() }, (t) => [index("t_a").on(t.a)]);\n`,
	],
	[
		"no callback, comment and comma after the columns",
		`${IMPORT}export const t = mysqlTable("t", {\n\ta: int(),\n}, // columns\n);\n`,
		`${IMPORT}export const t = mysqlTable("t", {\n\ta: int(),\n}, (t) => [\n\tindex("t_a").on(t.a),\n], // columns\n);\n`,
	],
	[
		"arguments on lines of their own",
		`${IMPORT}export const t = mysqlTable(\n  "t",\n  {\n    a: int(),\n  }, // columns\n);\n`,
		`${IMPORT}export const t = mysqlTable(\n  "t",\n  {\n    a: int(),\n  }, // columns\n  (t) => [\n    index("t_a").on(t.a),\n  ],\n);\n`,
	],
	[
		"object on one line",
		`${IMPORT}export const t = mysqlTable("t", { a: int(), b: int() }, (x) => ({ b: index("t_b").on(x.b) }));\n`,
		`${IMPORT}export const t = mysqlTable("t", { a: int(), b: int() }, (x) => ({ b: index("t_b").on(x.b), tA: index("t_a").on(x.a) }));\n`,
	],
	[
		"object whose last entry has a comment and no comma",
		`${IMPORT}export const t = mysqlTable("t", { a: int(), b: int() }, (x) => ({\n\tb: index("t_b").on(x.b) // why\n}));\n`,
		`${IMPORT}export const t = mysqlTable("t", { a: int(), b: int() }, (x) => ({\n\tb: index("t_b").on(x.b), // why\n\ttA: index("t_a").on(x.a)\n}));\n`,
	],
	[
		"array with a comma and a comment at its end",
		`${IMPORT}export const t = mysqlTable("t", { a: int(), b: int() }, (x) => [\n\tindex("t_b").on(x.b), // why\n\t// nothing more\n]);\n`,
		`${IMPORT}export const t = mysqlTable("t", { a: int(), b: int() }, (x) => [\n\tindex("t_b").on(x.b), // why\n\tindex("t_a").on(x.a),\n\t// nothing more\n]);\n`,
	],
	[
		"block body",
		`${IMPORT}export const t = mysqlTable("t", { a: int() }, (x) => {\n\tconst y = x;\n\treturn {\n\t\tb: index("t_b").on(y.a, x.a),\n\t};\n});\n`,
		`${IMPORT}export const t = mysqlTable("t", { a: int() }, (x) => {\n\tconst y = x;\n\treturn {\n\t\tb: index("t_b").on(y.a, x.a),\n\t\ttA: index("t_a").on(x.a),\n\t};\n});\n`,
	],
	[
		"function with a return",
		`${IMPORT}export const t = mysqlTable("t", { a: int() }, function (x) { return []; });\n`,
		`${IMPORT}export const t = mysqlTable("t", { a: int() }, function (x) { return [index("t_a").on(x.a)]; });\n`,
	],
	[
		"destructured parameter",
		`${IMPORT}export const t = mysqlTable("t", { a: int(), b: int() }, ({ b }) => [index("t_b").on(b)]);\n`,
		`${IMPORT}export const t = mysqlTable("t", { a: int(), b: int() }, ({ b, a }) => [index("t_b").on(b), index("t_a").on(a)]);\n`,
	],
	[
		"no parameter",
		`${IMPORT}export const t = mysqlTable("t", { a: int() }, () => []);\n`,
		`${IMPORT}export const t = mysqlTable("t", { a: int() }, (t) => [index("t_a").on(t.a)]);\n`,
	],
	[
		"parameter called as the table",
		`${IMPORT}export const t = mysqlTable("t", { a: int(), b: int() }, (t) => [index("t_b").on(t.b)]);\n`,
		`${IMPORT}export const t = mysqlTable("t", { a: int(), b: int() }, (t) => [index("t_b").on(t.b), index("t_a").on(t.a)]);\n`,
	],
	[
		"renamed factory, index not imported",
		`import { int, mysqlTableCreator } from 'drizzle-orm/mysql-core'\nconst mk = mysqlTableCreator((name) => name)\nexport const t = mk('t', { a: int() })\n`,
		`import { int, mysqlTableCreator, index } from 'drizzle-orm/mysql-core'\nconst mk = mysqlTableCreator((name) => name)\nexport const t = mk('t', { a: int() }, (t) => [index('t_a').on(t.a)])\n`,
	],
	[
		"namespace import",
		`import * as m from "drizzle-orm/mysql-core";\nexport const t = m.mysqlTable("t", { a: m.int() });\n`,
		`import * as m from "drizzle-orm/mysql-core";\nexport const t = m.mysqlTable("t", { a: m.int() }, (t) => [m.index("t_a").on(t.a)]);\n`,
	],
	[
		"index under another name",
		`import { index as idx, int, mysqlTable } from "drizzle-orm/mysql-core";\nvoid idx;\nexport const t = mysqlTable("t", { a: int() });\n`,
		`import { index as idx, int, mysqlTable } from "drizzle-orm/mysql-core";\nvoid idx;\nexport const t = mysqlTable("t", { a: int() }, (t) => [idx("t_a").on(t.a)]);\n`,
	],
	[
		"index means something else here",
		`import { int, mysqlTable } from "drizzle-orm/mysql-core";\nexport const index = 3;\nexport const t = mysqlTable("t", { a: int() });\n`,
		`import { int, mysqlTable, index as mysqlIndex } from "drizzle-orm/mysql-core";\nexport const index = 3;\nexport const t = mysqlTable("t", { a: int() }, (t) => [mysqlIndex("t_a").on(t.a)]);\n`,
	],
	[
		"BOM, CRLF, tabs and an emoji",
		`\uFEFF${IMPORT.replace("\n", "\r\n")}// 😀\r\nexport const t = mysqlTable("t", {\r\n\ta: int(), // 🧮\r\n});\r\n`,
		`\uFEFF${IMPORT.replace("\n", "\r\n")}// 😀\r\nexport const t = mysqlTable("t", {\r\n\ta: int(), // 🧮\r\n}, (t) => [\r\n\tindex("t_a").on(t.a),\r\n]);\r\n`,
	],
	[
		"imports on lines of their own",
		`import {\n  int,\n  mysqlTable,\n} from "drizzle-orm/mysql-core";\nexport const t = mysqlTable("t", { a: int() });\n`,
		`import {\n  int,\n  mysqlTable,\n  index,\n} from "drizzle-orm/mysql-core";\nexport const t = mysqlTable("t", { a: int() }, (t) => [index("t_a").on(t.a)]);\n`,
	],
	[
		"two declarators, exported later",
		`${IMPORT}const t = mysqlTable("t", { a: int() }), u = mysqlTable("u", { a: int() });\nexport { t as first, u };\n`,
		`${IMPORT}const t = mysqlTable("t", { a: int() }, (t) => [index("t_a").on(t.a)]), u = mysqlTable("u", { a: int() });\nexport { t as first, u };\n`,
	],
];

test.each(FORMS)("An index is written into: %s.", async (_, before, after) => {
	expect(await edited(before, ON_A)).toBe(after);
});

test("A factory of the application's own module does not make that module Drizzle; one that hands Drizzle on does.", async () => {
	writeFileSync(
		join(loader.folder, "loaded", "own.ts"),
		'export * from "drizzle-orm/mysql-core";\nimport { mysqlTableCreator } from "drizzle-orm/mysql-core";\nexport const make = mysqlTableCreator((name) => name);\n',
	);
	const own = 'import { make } from "./own.ts";\nexport const t = make("t", (d) => ({ a: d.int() }));\n';
	expect(await edited(own, ON_A)).toBe(
		'import { make } from "./own.ts";\nimport { index } from "drizzle-orm/mysql-core";\nexport const t = make("t", (d) => ({ a: d.int() }), (t) => [index("t_a").on(t.a)]);\n',
	);
	const handedOn = 'import { mysqlTable, int } from "./own.ts";\nexport const t = mysqlTable("t", { a: int() });\n';
	expect(await edited(handedOn, ON_A)).toContain('import { mysqlTable, int, index } from "./own.ts";\n');
});

test("A file with both styles follows the table, and its majority where the table has none.", async () => {
	const before = `${IMPORT}export const u = mysqlTable("u", { a: int() }, (table) => ({ a: index("u_a").on(table.a) }));
export const v = mysqlTable("v", { a: int(), b: int() }, (table) => ({ a: index("v_a").on(table.a) }));
export const w = mysqlTable("w", { a: int(), b: int() }, (table) => [index("w_a").on(table.a)]);
export const t = mysqlTable("t", { a: int() });\n`;
	const onW: SchemaEdit = { kind: "add", index: { table: "w", parts: [{ column: "b" }], kind: "plain", name: "w_b" } };
	const after = await edited(before, ON_A, onW);
	expect(after).toContain('{ a: int() }, (table) => ({ tA: index("t_a").on(table.a) }));');
	expect(after).toContain('(table) => [index("w_a").on(table.a), index("w_b").on(table.b)]);');
});

test("What index() takes only as SQL is written with sql``, columns by their names in TypeScript.", async () => {
	const before = `${IMPORT}export const t = mysqlTable("t", { mail: varchar("e_mail", { length: 200 }), b: int() });\n`;
	const parts = [
		{ expression: "lower(`e_mail`)" },
		{ column: "e_mail", length: 20 },
		{ column: "b", descending: true },
	];
	const after = await edited(before, { kind: "add", index: { table: "t", parts, kind: "unique", name: "t_x" } });
	expect(after).toContain(
		'uniqueIndex("t_x").on(sql`(lower(#{t.mail}))`, sql`#{t.mail}(20)`, sql`#{t.b} desc`)'.replaceAll("#", "$"),
	);
	expect(after).toContain('import { sql } from "drizzle-orm";');
});

test("Names and property keys follow the project's own convention.", async () => {
	const before = `${IMPORT}export const orderLines = mysqlTable("order_lines", { orderId: int("order_id"), b: int() }, (t) => ({
	orderIdIdx: index("order_lines_order_id_idx").on(t.orderId),
}));\n`;
	const after = await edited(before, {
		kind: "add",
		index: { table: "order_lines", parts: [{ column: "b" }], kind: "plain" },
	});
	expect(after).toContain('\tbIdx: index("order_lines_b_idx").on(t.b),\n');
});

test("A move takes the index from one table and declares it on the other.", async () => {
	const before = `${IMPORT}export const wrong = mysqlTable("wrong", { id: int() }, (table) => ({
	// put here by a script
	batchIdIdx: index("idx_lines_batch_id").on(table.batchId),
}));
export const lines = mysqlTable("lines", {
	batchId: int("batch_id"),
});\n`;
	const model = await loader.model(before);
	const to = { table: "lines", parts: [{ column: "batch_id" }], kind: "plain" as const };
	const plan = planEdits(loader.folder, model, [
		{ kind: "move", from: { table: "wrong", name: "idx_lines_batch_id" }, to },
	]);
	expect(plan.files[0]?.after).toBe(`${IMPORT}export const wrong = mysqlTable("wrong", { id: int() }, (table) => ({
}));
export const lines = mysqlTable("lines", {
	batchId: int("batch_id"),
}, (table) => ({
	idxLinesBatchId: index("idx_lines_batch_id").on(table.batchId),
}));\n`);
	expect(differenceOf(plan.expected, await loader.model(plan.files[0]?.after ?? ""))).toBeUndefined();
});

test("What cannot be edited without guessing is refused with its place.", async () => {
	const table = (rest: string) => `${IMPORT}${rest}\n`;
	const shared = table(
		'const more = (t: any) => [index("x").on(t.b)];\nexport const t = mysqlTable("t", { a: int(), b: int() }, more);',
	);
	expect(await refusal(shared, ON_A)).toMatchObject({
		kind: "unknown-form",
		form: "callback defined elsewhere",
		line: 3,
	});
	const twoReturns = table('export const t = mysqlTable("t", { a: int() }, (x) => { if (x) return []; return []; });');
	expect(await refusal(twoReturns, ON_A)).toMatchObject({ kind: "unknown-form", form: "no single returned list" });
	const plain = table(
		'export const t = mysqlTable("t", { a: int("a").unique() }, (x) => [index("t_a").on(x.a, x.a)]);',
	);
	expect(await refusal(plain, ON_A)).toMatchObject({ kind: "index-name-taken", index: "t_a" });
	expect(await refusal(plain, { kind: "drop", index: { table: "t", name: "t_a_unique" } })).toMatchObject({
		kind: "declared-on-column",
	});
	expect(await refusal(plain, { kind: "drop", index: { table: "t", name: "x" } })).toMatchObject({
		kind: "no-such-index",
	});
	const computed = table('export const t = mysqlTable("t", { a: int() }, (x) => [index("t_".concat("b")).on(x.a)]);');
	expect(await refusal(computed, { kind: "drop", index: { table: "t", name: "t_b" } })).toMatchObject({
		kind: "index-not-written-out",
	});
	expect(
		await refusal(plain, { kind: "add", index: { table: "t", parts: [{ column: "z" }], kind: "plain" } }),
	).toMatchObject({
		kind: "no-such-column",
		known: ["a"],
	});
});
