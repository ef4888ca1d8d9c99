import { Readable } from "node:stream";
import type { Connection, RowDataPacket } from "mysql2/promise";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startRealMysql } from "../../bench/server/fixtures/real-mysql.ts";
import type { Server } from "../../bench/server/server.ts";
import { terpModel } from "../../examples/terp/model.ts";
import { isBinary, parseColumnType } from "../../schema/column-type.ts";
import type { SchemaModel } from "../../schema/model.ts";
import type { Volumes } from "../dataset-spec.ts";
import { oddSchema } from "../fixtures/odd-schema.ts";
import { plainTable } from "../fixtures/plain-tables.ts";
import { loadData, openLoadSession } from "../load-session.ts";
import { RowWriter } from "../row-writer.ts";
import { auditRules } from "./audit-rules.ts";
import { planDataset } from "./dataset.ts";
import { rowGenerators } from "./generators.ts";
import type { SynthesizeOptions } from "./options.ts";
import { referencesOf } from "./references.ts";
import { volumesOf } from "./volumes.ts";

let server: Server;
let session: Connection;

beforeAll(async () => {
	const started = await startRealMysql();
	server = started.server;
	session = await openLoadSession(started.connect);
});

afterAll(async () => {
	await session?.end();
	await server?.stop();
});

/** Creates, fills and checks all tables of a schema. @returns rows per table and the rules that do not hold. */
async function fill(database: string, model: SchemaModel, options: SynthesizeOptions) {
	await session.query(`CREATE DATABASE ${database} CHARACTER SET utf8mb4`);
	await session.query(`USE ${database}`);
	const references = referencesOf(model);
	const volumes = volumesOf(model, references, options)({ name: "production", factor: 1 });
	const plan = planDataset(model, options, volumes, 1);
	const generators = rowGenerators({ seed: 1, volumes, shared: plan });
	for (const table of model.tables) {
		await session.query(plainTable(table)).catch((thrown: Error) => {
			throw new Error(`${table.name}: ${thrown.message}\n${plainTable(table)}`);
		});
	}
	const writer = new RowWriter(new Uint8Array(1024 * 1024));
	for (const { name, rows, columns } of plan.tables) {
		const parts: Buffer[] = [];
		for (let row = 0; row < rows; row++) {
			generators[name]?.write(row, writer);
			if (writer.length < 900_000 && row < rows - 1) continue;
			parts.push(Buffer.from(writer.bytes.subarray(0, writer.length)));
			writer.reset(writer.bytes);
		}
		const types = new Map(
			model.tables.find((table) => table.name === name)?.columns.map((c) => [c.name, parseColumnType(c.type)]),
		);
		const binary = columns.some((column) => isBinary(types.get(column.name) ?? parseColumnType("int")));
		await loadData(session, {
			table: name,
			columns: columns.map((column) => column.name),
			characterSet: binary ? "binary" : "utf8mb4",
			converted: binary
				? columns.filter((column) => types.get(column.name)?.base === "json").map((column) => column.name)
				: [],
			bytes: () => Readable.from(parts),
		});
	}
	const broken: string[] = [];
	for (const { holds, violations } of auditRules(model, references, plan.tables)) {
		const [found] = await session.query<RowDataPacket[][]>({ sql: violations, rowsAsArray: true });
		if (Number((found[0] as unknown as unknown[])[0]) !== 0) broken.push(holds);
	}
	const stored: Record<string, number> = {};
	for (const { name } of plan.tables) {
		const [counted] = await session.query<RowDataPacket[]>(`SELECT COUNT(*) AS n FROM \`${name}\``);
		stored[name] = Number(counted[0]?.n);
	}
	return { volumes: volumes as Volumes, stored, broken };
}

const one = async (sql: string) => (await session.query<RowDataPacket[]>(sql))[0][0];

test("every type, key, reference and check that can be read gets rows that the server takes and that hold", async () => {
	const { volumes, stored, broken } = await fill("odd", oddSchema, { rows: 4000 });
	expect(broken).toEqual([]);
	expect(stored).toEqual(volumes);
	expect(Math.max(...Object.values(stored))).toBe(4000);
	// A few teams have many links, and they are not those with the least ids.
	const skew = await one(
		`SELECT MAX(n) / AVG(n) AS top, SUM(IF(from_team <= 10, n, 0)) / SUM(n) AS early, COUNT(*) AS teams
			FROM (SELECT from_team, COUNT(*) AS n FROM links WHERE from_team IS NOT NULL GROUP BY from_team) k`,
	);
	expect(Number(skew?.top)).toBeGreaterThan(5);
	expect(Number(skew?.early)).toBeLessThan(0.3);
	expect(Number(skew?.teams)).toBeGreaterThan(40);
	// Moments advance with the rows, and checks hold.
	const moments = `SELECT SUM(b.starts < a.starts) AS back, SUM(a.ends < a.starts OR a.high < a.low) AS unordered,
		MIN(a.n) AS lo, MAX(a.n) AS hi, MIN(a.age) AS young, MAX(a.age) AS old, COUNT(DISTINCT a.state) AS states
		FROM checked a JOIN checked b ON b.id = a.id + 2`;
	expect(await one(moments)).toEqual({ back: "0", unordered: "0", lo: -4, hi: 4, young: 18, old: 90, states: 2 });
	expect(Number((await one("SELECT AVG(deleted_at IS NULL) AS share FROM everything"))?.share)).toBeGreaterThan(0.85);
});

test("all tables of TERP are created, filled and hold", async () => {
	const model = terpModel();
	const once = { ...model, tables: [...new Map(model.tables.map((table) => [table.name, table])).values()] };
	const { volumes, stored, broken } = await fill("terp", once, { rows: 600 });
	expect(broken).toEqual([]);
	expect(stored).toEqual(volumes);
	expect(Object.keys(stored)).toHaveLength(120);
	expect(Object.entries(stored).filter(([, rows]) => rows === 0)).toEqual([]);
});
