import { expect, test } from "vitest";
import { writeProject } from "../fixtures/write-project.ts";
import { loadSchema, openSchema } from "./load-schema.ts";

const TABLES = `import { mysqlTable, int, index } from "drizzle-orm/mysql-core";
export const orders = mysqlTable("shop_orders", { id: int().primaryKey(), customerId: int().unique() }, (t) => [index("by").on(t.customerId)]);
export const others = mysqlTable("other", { id: int().primaryKey() });\n`;
const NEEDS = `if (!process.env.NEVER_SET_URL) throw new Error("NEVER_SET_URL is missing");\n`;
const config = (text: string) => `import { defineConfig } from "drizzle-kit";\n${text}`;

test("the schema is found without running a configuration that needs the application's environment", async () => {
	const folder = writeProject({
		"db/orders.sql.ts": TABLES,
		"drizzle.config.ts": config(`${NEEDS}const where = "./db/*.sql.ts";
export default defineConfig({ schema: where, out: \`./migrations\`, dialect: "mysql", casing: "snake_case",
	tablesFilter: ["shop_*", "!shop_old*"], dbCredentials: { url: process.env.NEVER_SET_URL! } });`),
	});
	const { model, config: found, files } = await openSchema({ folder });
	expect(found).toEqual({
		file: "drizzle.config.ts",
		schema: "./db/*.sql.ts",
		out: "./migrations",
		dialect: "mysql",
		casing: "snake_case",
		tablesFilter: ["shop_*", "!shop_old*"],
	});
	expect(files).toEqual(["db/orders.sql.ts"]);
	expect(model.tables.map(({ name }) => name)).toEqual(["shop_orders"]);
	expect(model.tables[0]?.columns.map(({ name, key }) => [name, key])).toEqual([
		["id", "id"],
		["customer_id", "customerId"],
	]);
	expect(model.tables[0]?.indexes.map(({ parts }) => parts)).toEqual([
		[{ column: "customer_id" }],
		[{ column: "customer_id" }],
	]);
});

test("casing that is an imported constant is read from its module alone", async () => {
	const folder = writeProject({
		"schema.ts": TABLES,
		"settings.ts": `export const naming = "snake_case" as const;`,
		"drizzle.config.ts": `import { naming } from "./settings";\n${NEEDS}export default { schema: ["./schema"], casing: naming };`,
	});
	expect((await openSchema({ folder })).config).toMatchObject({ schema: ["./schema"], casing: "snake_case" });
});

test("a configuration that makes its schema is run", async () => {
	const folder = writeProject({
		"app/schema.ts": TABLES,
		"drizzle.config.js": `module.exports = { schema: ["./app/", "schema.ts"].join("") };`,
	});
	expect((await loadSchema({ folder })).tables).toHaveLength(2);
});

test("where it cannot be run either, the schema has to be named, and then is enough", async () => {
	const folder = writeProject({
		"schema.ts": TABLES,
		"drizzle.config.ts": config(`${NEEDS}export default defineConfig({ schema: process.env.NEVER_SET_URL! });`),
	});
	await expect(loadSchema({ folder })).rejects.toMatchObject({
		kind: "usage",
		message: expect.stringContaining("NEVER_SET_URL is missing"),
		remedy: expect.stringContaining("--schema"),
	});
	expect((await loadSchema({ folder, schema: "schema.ts" })).tables).toHaveLength(2);
});

test("a folder without configuration asks for the schema", async () => {
	await expect(loadSchema({ folder: writeProject({ "schema.ts": TABLES }) })).rejects.toThrow(
		/no drizzle\.config file/,
	);
});
