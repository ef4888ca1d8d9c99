import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { BenchError } from "../../base/errors.ts";
import { filesIn, writeProject } from "../fixtures/write-project.ts";
import type { SchemaModel, TableModel } from "../model.ts";
import { loadSchema, openSchema } from "./load-schema.ts";

const IMPORT = `import { mysqlTable, int, varchar, timestamp, index, uniqueIndex, unique } from "drizzle-orm/mysql-core";\n`;
const USERS = `${IMPORT}export const users = mysqlTable("users", { id: int().primaryKey(), email: varchar({ length: 90 }) });\n`;

function tableOf({ tables }: SchemaModel, name: string): TableModel {
	const found = tables.find((table) => table.name === name);
	if (found === undefined) throw new Error(`no table ${name} among ${tables.map((table) => table.name)}`);
	return found;
}

const schemaOf = (files: Readonly<Record<string, string>>, schema: string | readonly string[] = "schema.ts") =>
	loadSchema({ folder: writeProject(files), schema });

describe("modules are loaded as a bundler would", () => {
	test("extensionless and circular imports, a path alias, a subpath import, an enum, a getter and a spread", async () => {
		const folder = writeProject({
			"package.json": `{ "imports": { "#columns/*": "./src/columns/*" } }`,
			"tsconfig.json": `{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }`,
			"src/columns/stamps.mjs": `import { timestamp } from "drizzle-orm/mysql-core";
export const stamps = { get createdAt() { return timestamp("created_at").notNull().defaultNow(); } };`,
			"src/db/users.ts": `import { stamps } from "#columns/stamps.mjs";
import { int, mysqlEnum, mysqlTable, type AnyMySqlColumn } from "drizzle-orm/mysql-core";
import { posts } from "./posts";
export enum Kind { Plain = "plain", Odd = "it's" }
export const users = mysqlTable("users", {
	id: int().primaryKey(),
	pinned: int().references((): AnyMySqlColumn => posts.id),
	kind: mysqlEnum(Object.values(Kind) as [string, ...string[]]),
	...stamps,
});`,
			"src/db/posts.ts": `import { int, mysqlTable } from "drizzle-orm/mysql-core";
import { users } from "@/db/users";
export const posts = mysqlTable("posts", { id: int().primaryKey(), authorId: int("author_id").references(() => users.id) });`,
			"src/db/index.ts": `export * from "./users";\nexport { posts as articles } from "./posts";\nawait Promise.resolve();`,
		});
		const before = filesIn(folder);
		const { model, sources } = await openSchema({ folder, schema: "src/db/index.ts" });
		expect(model.tables.map(({ name, exports }) => [name, exports])).toEqual([
			["posts", [{ file: "src/db/index.ts", name: "articles" }]],
			["users", [{ file: "src/db/index.ts", name: "users" }]],
		]);
		const users = tableOf(model, "users");
		expect(users.columns.map(({ key }) => key)).toEqual(["id", "pinned", "kind", "createdAt"]);
		expect(users.columns[2]?.type).toBe("enum('plain','it''s')");
		expect(users.foreignKeys[0]).toMatchObject({ name: "users_pinned_posts_id_fk", place: { line: 7, column: 16 } });
		expect(sources).toContain("src/columns/stamps.mjs");
		expect(filesIn(folder)).toEqual(before);
	});

	test("a tsconfig.json that extends one of a package that is not installed costs the aliases, and nothing else", async () => {
		const tsconfig = `{ "extends": "@acme/tsconfig/base.json", "compilerOptions": { "paths": { "@/*": ["./*"] } } }`;
		const files = { "tsconfig.json": tsconfig, "schema.ts": USERS };
		expect((await schemaOf(files)).tables.map(({ name }) => name)).toEqual(["users"]);
		const aliased = { ...files, "other.ts": "export const x = 1;", "schema.ts": `import "@/other";\n${USERS}` };
		await expect(schemaOf(aliased)).rejects.toThrow(/schema\.ts, line 1, imports .*@\/other, which is not installed/);
	});

	test("what modules print and leave open neither reaches us nor holds us up", async () => {
		const model = await schemaOf({ "schema.ts": `${USERS}console.log("hello"); setInterval(() => {}, 1000);` });
		expect(model.tables).toHaveLength(1);
	});

	test.each(["drizzle-orm-0.44", "drizzle-orm", "drizzle-orm-1"] as const)("tables of %s are read", async (orm) => {
		const text = `${IMPORT}export const users = mysqlTable("users", {
	id: int("id").primaryKey().autoincrement(),
	email: varchar("email", { length: 90 }).notNull().unique("by_email"),
	boss: int("boss_id"),
	at: timestamp("at", { fsp: 3 }).notNull().defaultNow(),
}, (t) => [index("of_boss").on(t.boss, t.at), unique("pair").on(t.email, t.boss)]);`;
		const model = await loadSchema({ folder: writeProject({ "schema.ts": text }, orm), schema: "schema.ts" });
		expect(model.ormVersion).toMatch(
			{ "drizzle-orm-0.44": /^0\.44/, "drizzle-orm": /^0\.45/, "drizzle-orm-1": /^1\./ }[orm],
		);
		expect(
			tableOf(model, "users").columns.map(({ name, type, notNull, defaultSql }) => ({
				name,
				type,
				notNull,
				defaultSql,
			})),
		).toEqual([
			{ name: "id", type: "int", notNull: true, defaultSql: undefined },
			{ name: "email", type: "varchar(90)", notNull: true, defaultSql: undefined },
			{ name: "boss_id", type: "int", notNull: false, defaultSql: undefined },
			{ name: "at", type: "timestamp(3)", notNull: true, defaultSql: "(now())" },
		]);
		expect(tableOf(model, "users").indexes.map(({ name, kind, parts }) => ({ name, kind, parts }))).toEqual([
			{ name: "by_email", kind: "unique", parts: [{ column: "email" }] },
			{ name: "pair", kind: "unique", parts: [{ column: "email" }, { column: "boss_id" }] },
			{ name: "of_boss", kind: "plain", parts: [{ column: "boss_id" }, { column: "at" }] },
		]);
	});
});

describe("a module that cannot be turned into CommonJS line for line is compiled", () => {
	const columns = (length: string) =>
		`${IMPORT}export const users = mysqlTable("users", { email: varchar({ length: ${length} }) });`;
	test.each([
		["a namespace", `namespace Sizes { export const email = 90; }\n${columns("Sizes.email")}`],
		["import.meta", `const here = import.meta.url;\n${columns("here.length > 0 ? 90 : 1")}`],
		["awaiting", `const size = await Promise.resolve(90);\n${columns("size")}`],
		[
			"a decorator",
			`const sized = (made: { size: number }) => { made.size = 90; };
@sized class Sizes { static size = 1; }\n${columns("Sizes.size")}`,
		],
	])("%s, in the schema and in what it imports", async (_, text) => {
		const whole = await schemaOf({ "schema.ts": text });
		expect(tableOf(whole, "users").columns).toMatchObject([{ name: "email", type: "varchar(90)" }]);
		const imported = await schemaOf({ "schema.ts": `export * from "./users";`, "users.ts": text });
		expect(tableOf(imported, "users").columns).toMatchObject([{ name: "email", type: "varchar(90)" }]);
	});
});

describe("what a schema says", () => {
	test("a table that several modules export is one table; two of one name are a problem", async () => {
		const model = await schemaOf(
			{
				"schema/users.ts": USERS,
				"schema/all.ts": `export { users, users as people } from "./users";`,
				"schema/old.ts": `${IMPORT}export const oldUsers = mysqlTable("users", { id: int(), name: int() });`,
				"schema/readme.md": "no module",
			},
			"schema",
		);
		expect(model.tables.map(({ exports }) => exports.map(({ file, name }) => `${file}:${name}`))).toEqual([
			["schema/all.ts:people", "schema/all.ts:users", "schema/users.ts:users"],
			["schema/old.ts:oldUsers"],
		]);
		expect(model.problems).toMatchObject([{ kind: "table-defined-twice", table: "users" }]);
		expect(model.tables.map(({ place }) => place?.file)).toEqual(["schema/users.ts", "schema/old.ts"]);
	});

	test("an index on a column that is not there is a problem with its place", async () => {
		const model = await schemaOf({
			"schema.ts": `${IMPORT}export const t = mysqlTable("t", { a: int() }, (t) => [
	index("good").on(t.a),
	index("bad").on(
		t.a,
		t.nothing,
	),
]);`,
		});
		expect(model.problems).toEqual([
			{ kind: "undefined-index-column", table: "t", index: "bad", place: { file: "schema.ts", line: 6, column: 3 } },
		]);
		expect(tableOf(model, "t").indexes[1]?.parts).toEqual([{ column: "a" }, { undefined: true }]);
	});

	test("a column within another column's options is a problem; options themselves are none", async () => {
		const model = await schemaOf({
			"schema.ts": `${IMPORT}const width = () => 5;
export const t = mysqlTable("t", {
	code: varchar("code", { length: width(), deletedAt: timestamp("deleted_at") }),
});`,
		});
		expect(model.problems).toEqual([
			{
				kind: "column-in-options",
				table: "t",
				column: "deletedAt",
				inside: "code",
				place: { file: "schema.ts", line: 4, column: 43 },
			},
		]);
	});

	test("tables that are not exported are told, also those that a table creator would make", async () => {
		const model = await schemaOf({
			"schema.ts": `import { mysqlTableCreator, mysqlTable, int } from "drizzle-orm/mysql-core";
const make = mysqlTableCreator((name) => "app_" + name);
export const kept = make("kept", { id: int() });
const lost = make("lost", { id: int() });
export const all = { inside: mysqlTable("inside", { id: int() }) };`,
		});
		expect(model.tables.map(({ name, place }) => [name, place?.line])).toEqual([["app_kept", 3]]);
		expect(model.problems).toMatchObject([
			{ kind: "table-not-exported", table: "lost", place: { line: 4 } },
			{ kind: "table-not-exported", table: "inside", place: { line: 5 } },
		]);
	});

	test("relations tell of references without a foreign key", async () => {
		const model = await schemaOf({
			"schema.ts": `import { relations } from "drizzle-orm";
${IMPORT}export const users = mysqlTable("users", { id: int("user_id").primaryKey() });
export const posts = mysqlTable("posts", { id: int().primaryKey(), writer: int("writer_id") });
export const ofPosts = relations(posts, ({ one }) => ({
	writer: one(users, { fields: [posts.writer], references: [users.id], relationName: "written" }),
}));
export const ofUsers = relations(users, ({ many }) => ({ posts: many(posts, { relationName: "written" }) }));`,
		});
		expect(model.relations).toEqual([
			{ table: "posts", columns: ["writer_id"], refTable: "users", refColumns: ["user_id"], name: "written" },
		]);
	});

	test("defineRelations of drizzle-orm 1.0 tells of them too", async () => {
		const folder = writeProject(
			{
				"schema.ts": `import { defineRelations } from "drizzle-orm";
${IMPORT}export const users = mysqlTable("users", { id: int("user_id").primaryKey() });
export const posts = mysqlTable("posts", { id: int().primaryKey(), writer: int("writer_id") });
export const all = defineRelations({ users, posts }, (r) => ({
	posts: { author: r.one.users({ from: r.posts.writer, to: r.users.id }) },
	users: { posts: r.many.posts() },
}));`,
			},
			"drizzle-orm-1",
		);
		expect((await loadSchema({ folder, schema: "schema.ts" })).relations).toEqual([
			{ table: "posts", columns: ["writer_id"], refTable: "users", refColumns: ["user_id"] },
		]);
	});
});

describe("a schema that cannot be loaded is told in one sentence with its place", () => {
	test.each<[string, Readonly<Record<string, string>>, RegExp]>([
		[
			"a syntax error",
			{ "schema.ts": "export const a = {\n\tx: 1\n\ty: 2 };" },
			/^schema\.ts, line 3, has a syntax error/,
		],
		["a missing file", {}, /no schema file schema\.ts/],
		[
			"an import that leads nowhere",
			{ "schema.ts": `import "./columns";` },
			/^schema\.ts, line 1, imports \.\/columns, which is not there\.$/,
		],
		[
			"a missing package",
			{
				"schema.ts": `export * from "./users";`,
				"users.ts": `\nimport { nanoid } from "nanoid-of-nobody";\nnanoid();`,
			},
			/^users\.ts, line 2, imports the package nanoid-of-nobody, which is not installed\.$/,
		],
		[
			"a module that throws",
			{ "schema.ts": `${USERS}\nif (!process.env.NEVER_SET) {\n\tthrow new Error("NEVER_SET is missing.");\n}` },
			/^schema\.ts, line 5, fails when it is run: NEVER_SET is missing\.$/,
		],
		["no table", { "schema.ts": "export const nothing = 1;" }, /^schema\.ts exports no table\.$/],
		[
			"tables of another database",
			{
				"schema.ts": `import { pgTable, integer } from "drizzle-orm/pg-core"; export const t = pgTable("t", { a: integer() });`,
			},
			/no MySQL table: t is one of another database/,
		],
		["a process that is ended", { "schema.ts": "process.exit(3);" }, /ended the process that loads it \(exit code 3\)/],
	])("%s", async (_what, files, message) => {
		const failure = await schemaOf(files).catch((error: unknown) => error);
		expect(failure).toBeInstanceOf(BenchError);
		expect(failure).toMatchObject({ kind: "usage", message: expect.stringMatching(message) });
	});

	test("a folder that is not there", async () => {
		await expect(loadSchema({ folder: join(writeProject({}), "none") })).rejects.toThrow("There is no folder");
	});
});
