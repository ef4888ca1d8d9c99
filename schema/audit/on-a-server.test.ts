import type { Connection, RowDataPacket } from "mysql2/promise";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startRealMysql } from "../../bench/server/fixtures/real-mysql.ts";
import type { Server } from "../../bench/server/server.ts";
import { terpModel } from "../../examples/terp/model.ts";
import type { SchemaModel } from "../model.ts";
import { auditContext } from "./context.ts";
import { redundancies } from "./facts/redundancy.ts";
import { createTable, minimalDdl } from "./fixtures/minimal-ddl.ts";
import { foundBy, model } from "./fixtures/model.ts";

const ID = { id: "int not null" };

let server: Server;
let connection: Connection;
let databases = 0;

beforeAll(async () => {
	const started = await startRealMysql();
	server = started.server;
	connection = await started.connect();
});

afterAll(async () => {
	await connection.end();
	await server.stop();
});

beforeEach(async () => {
	databases += 1;
	await connection.query(`CREATE DATABASE audited_${databases} CHARACTER SET utf8mb4`);
	await connection.query(`USE audited_${databases}`);
});

/** Makes tables and foreign keys, and gives the pairs that the server's own view calls redundant. */
async function redundantOnServer(schema: SchemaModel): Promise<readonly string[]> {
	const ddl = minimalDdl(schema);
	for (const statement of [...ddl.tables, ...ddl.foreignKeys]) await connection.query(statement);
	const [rows] = await connection.query<RowDataPacket[]>(
		"SELECT table_name AS t, redundant_index_name AS r, dominant_index_name AS d FROM sys.schema_redundant_indexes WHERE table_schema = DATABASE()",
	);
	return rows.map(({ t, r, d }) => `${t}: ${r} by ${d}`).sort();
}

function redundantByRule(schema: SchemaModel): readonly string[] {
	const context = auditContext(schema);
	const tables = [...new Map(schema.tables.map((table) => [table.name, table])).values()];
	return tables
		.flatMap((table) =>
			redundancies(context.keys(table).filter(({ parts }) => !parts.some((part) => "undefined" in part))).map(
				({ redundant, dominant }) => `${table.name}: ${redundant.name} by ${dominant.name}`,
			),
		)
		.sort();
}

test("TERP's redundant pairs are those of sys.schema_redundant_indexes, its foreign keys' indexes those foreseen", async () => {
	const schema = terpModel();
	const onServer = await redundantOnServer(schema);
	expect(onServer.length).toBeGreaterThan(10);
	expect(redundantByRule(schema)).toEqual(onServer);
	const [rows] = await connection.query<RowDataPacket[]>(
		"SELECT DISTINCT table_name AS t, index_name AS i FROM information_schema.statistics WHERE table_schema = DATABASE()",
	);
	const context = auditContext(schema);
	const foreseen = [...new Map(schema.tables.map((table) => [table.name, table])).values()].flatMap((table) =>
		context
			.keys(table)
			.filter(({ parts }) => !parts.some((part) => "undefined" in part))
			.map(({ name }) => `${table.name}.${name}`),
	);
	expect(foreseen.sort()).toEqual(rows.map(({ t, i }) => `${t}.${i}`).sort());
});

test("so they are for every shape of two keys", async () => {
	const columns = { ...ID, a: "int not null", b: "int not null", c: "int not null" };
	const shapes = ["(a)", "(a, b)", "(a, b, c)", "(b, a)", "(id)", "(id, a)", "(a, id)"].flatMap((text) => [
		text,
		`unique ${text}`,
	]);
	const pairs = shapes.flatMap((one, at) => shapes.slice(at).map((other) => [one, other] as const));
	const schema = model(
		Object.fromEntries(
			pairs.map(([first, second], at) => [
				`t${at}`,
				{ columns, indexes: { first, second }, ...(at % 3 === 0 ? { primaryKey: ["a", "b"] } : {}) },
			]),
		),
	);
	expect(redundantByRule(schema)).toEqual(await redundantOnServer(schema));
});

test("a key is too long by rule where the server refuses it, type by type", async () => {
	const types = [
		...[
			"varchar(766)",
			"varchar(767)",
			"varchar(768)",
			"varchar(769)",
			"char(255)",
			"varbinary(3065)",
			"varbinary(3072)",
		],
		...[
			"varchar(1024) charset utf8mb3",
			"varchar(1025) charset utf8mb3",
			"varchar(3000) charset latin1",
			"varchar(1500) charset ucs2",
		],
		...[
			"tinyint",
			"smallint",
			"mediumint",
			"int",
			"bigint",
			"float",
			"double",
			"decimal(10,2)",
			"decimal(65,30)",
			"decimal(9)",
		],
		...["date", "year", "time", "time(3)", "time(6)", "datetime", "datetime(6)", "timestamp(1)", "bit(9)", "boolean"],
		...["enum('a','b')", "set('a','b','c','d','e','f','g','h','i')"],
	];
	const refused: string[] = [];
	const foretold: string[] = [];
	// Beside each type a varbinary fills the key up: once to the limit, once by one byte more.
	for (const [at, type] of types.entries()) {
		const alone = model({ alone: { columns: { ...ID, c: type }, indexes: { k: "(c)" } } });
		if (foundBy("key-too-long", alone).length > 0) foretold.push(type);
		if (!(await isMade(alone, `alone_${at}`))) refused.push(type);
		for (let width = 3040; width <= 3072; width++) {
			const schema = model({
				filled: { columns: { ...ID, c: type, f: `varbinary(${width})` }, indexes: { k: "(c, f)" } },
			});
			const [previous] = foundBy(
				"key-too-long",
				model({ filled: { columns: { ...ID, c: type, f: `varbinary(${width - 1})` }, indexes: { k: "(c, f)" } } }),
			);
			const tooLong = foundBy("key-too-long", schema).length > 0;
			// Only the two widths on both sides of the limit are made.
			if (!tooLong || previous !== undefined) continue;
			const fits = model({
				filled: { columns: { ...ID, c: type, f: `varbinary(${width - 1})` }, indexes: { k: "(c, f)" } },
			});
			expect([type, await isMade(schema, `over_${at}`), await isMade(fits, `fits_${at}`)]).toEqual([type, false, true]);
		}
	}
	expect(foretold).toEqual(refused);
	expect(refused.length).toBeGreaterThan(1);
});

async function isMade(schema: SchemaModel, name: string): Promise<boolean> {
	const [table] = schema.tables;
	if (table === undefined) throw new Error("The sketch has a table.");
	try {
		await connection.query(createTable({ ...table, name }));
		return true;
	} catch (thrown) {
		expect((thrown as { code?: string }).code).toBe("ER_TOO_LONG_KEY");
		return false;
	}
}

test("a foreign key is refused by rule where the server refuses it, type by type", async () => {
	const types = [
		...["tinyint", "int", "int unsigned", "bigint unsigned", "serial"],
		...[
			"varchar(20)",
			"char(36)",
			"varchar(20) charset latin1",
			"varchar(20) collate utf8mb4_bin",
			"binary(16)",
			"varbinary(16)",
		],
		...["date", "datetime", "decimal(10,2)"],
	];
	const wrong: string[] = [];
	for (const [at, type] of types.entries()) {
		for (const [to, refType] of types.entries()) {
			const parent = `p${at}_${to}`;
			const schema = model({
				[parent]: { columns: { id: `${refType} not null` } },
				[`c${at}_${to}`]: { columns: { ...ID, r: type }, references: { r: `${parent}.id` } },
			});
			const statements = minimalDdl(schema);
			const [, child] = schema.tables;
			const [key] = child?.foreignKeys ?? [];
			for (const statement of statements.tables) await connection.query(statement);
			const made = await connection
				.query(`ALTER TABLE c${at}_${to} ADD CONSTRAINT ${key?.name} FOREIGN KEY (r) REFERENCES ${parent} (id)`)
				.then(() => true)
				.catch(() => false);
			const foretold = foundBy("foreign-key-refused", schema).some(({ severity }) => severity === "error");
			// Where one side leaves its collation to the database the rule keeps silent, and may let one through.
			const silent = /charset|collate/.test(type) !== /charset|collate/.test(refType);
			if (foretold === made && !silent) wrong.push(`${type} -> ${refType}: ${made ? "made" : "refused"}`);
		}
	}
	expect(wrong).toEqual([]);
});
