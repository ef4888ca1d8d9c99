import { generateMySQLDrizzleJson, generateMySQLMigration } from "drizzle-kit/api";
import { sql } from "drizzle-orm";
import { index, int, mysqlSchema, mysqlTable } from "drizzle-orm/mysql-core";
import { expect, test } from "vitest";
import { modelOfTables } from "../load/model-of-tables.ts";
import { audit } from "./audit.ts";

/** The rules about drizzle-kit hold only as long as it does what they say: each is tried on drizzle-kit itself. */
type Tables = Parameters<typeof modelOfTables>[0];

async function migration(tables: Tables): Promise<string> {
	const exported = Object.fromEntries(tables.map((table, at) => [`t${at}`, table]));
	return (
		await generateMySQLMigration(await generateMySQLDrizzleJson({}), await generateMySQLDrizzleJson(exported))
	).join("\n");
}

function rulesOn(tables: Tables): readonly string[] {
	return audit({ ...modelOfTables(tables), ormVersion: "0.45.4" }).findings.map(({ rule }) => rule);
}

test("an index on a column that does not exist stops it", async () => {
	const tables = [
		mysqlTable("t", { id: int("id").primaryKey() }, (t) => [
			index("i").on((t as unknown as { none: typeof t.id }).none),
		]),
	];
	expect(rulesOn(tables)).toEqual(["undefined-column"]);
	await expect(migration(tables)).rejects.toThrow(TypeError);
});

test("it cuts an expression at its comma, and writes one without a comma as it is", async () => {
	const cut = [
		mysqlTable("t", { id: int("id").primaryKey(), a: int("a") }, (t) => [index("i").on(sql`(coalesce(${t.a}, 0))`)]),
	];
	expect(rulesOn(cut)).toEqual(["expression-with-comma"]);
	expect(await migration(cut)).not.toContain("(coalesce(`a`, 0))");
	const whole = [
		mysqlTable("t", { id: int("id").primaryKey(), a: int("a") }, (t) => [index("i").on(sql`(abs(${t.a}))`)]),
	];
	expect(rulesOn(whole)).toEqual([]);
	expect(await migration(whole)).toContain("(abs(`a`))");
});

test("it leaves out the index type and the tables of a named schema", async () => {
	const hashed = [
		mysqlTable("t", { id: int("id").primaryKey(), a: int("a") }, (t) => [index("i").on(t.a).using("hash")]),
	];
	expect(rulesOn(hashed)).toEqual(["using-dropped"]);
	expect(await migration(hashed)).not.toMatch(/hash/i);
	const named = [mysqlSchema("other").table("t", { id: int("id").primaryKey() })];
	expect(rulesOn(named)).toEqual(["schema-not-generated"]);
	expect(await migration(named)).toBe("");
});

test("of two tables of one name, and of two indexes of one name, it keeps the last", async () => {
	const twice = [
		mysqlTable("t", { id: int("id").primaryKey(), a: int("a") }),
		mysqlTable("t", { id: int("id").primaryKey(), b: int("b") }),
	];
	expect(rulesOn(twice)).toEqual(["table-defined-twice"]);
	expect((await migration(twice)).match(/CREATE TABLE/g)).toHaveLength(1);
	const indexes = [
		mysqlTable("t", { id: int("id").primaryKey(), a: int("a"), b: int("b") }, (t) => [
			index("i").on(t.a),
			index("i").on(t.b),
		]),
	];
	expect(rulesOn(indexes)).toEqual(["name-repeated"]);
	expect((await migration(indexes)).match(/CREATE INDEX/g)).toHaveLength(1);
});
