import type { Connection } from "mysql2/promise";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connector } from "../../mysql/connect.ts";
import { quoted, quotedList } from "../../mysql/sql/identifiers.ts";
import { bundleQueries } from "../../scenarios/workload/bundle-queries.ts";
import type { Bundle } from "../../seed/bundle/format.ts";
import { RowWriter } from "../../seed/row-writer.ts";
import { parseScale } from "../../seed/scale.ts";
import { rowGenerators } from "../../seed/synthesize/generators.ts";
import { twinVolumes } from "../../seed/twin/dataset.ts";
import { modelOfBundle } from "../../seed/twin/model-of-bundle.ts";
import { planTwin } from "../../seed/twin/plan-twin.ts";
import { startRealMysql } from "../server/fixtures/real-mysql.ts";
import type { Server } from "../server/server.ts";
import { capture } from "./capture.ts";
import { makeShop, useShop } from "./fixtures/shop.ts";

const TABLES = ["customers", "orders"];
const ROWS_AT_ONCE = 1000;

let server: Server;
let admin: Connection;
let original: Bundle;
let twin: Bundle;

const captured = (database: string) =>
	capture({
		connect: connector(server.address),
		database,
		seconds: 60,
		rows: 200_000,
		signal: new AbortController().signal,
		now: new Date(),
		announce: () => undefined,
	});

/** Makes the twin's rows of a bundle and writes them into tables like the original's. */
async function loadTwin(bundle: Bundle, from: string, to: string): Promise<void> {
	const model = modelOfBundle(bundle);
	const volumes = twinVolumes(model, bundle)(parseScale("production"));
	const plan = planTwin(model, bundle, volumes, 1);
	const generators = rowGenerators({ seed: 1, volumes, shared: plan });
	await admin.query(`CREATE DATABASE ${to}`);
	for (const { name: table, definition } of bundle.tables) {
		await admin.query(`CREATE TABLE ${to}.${quoted(table)} LIKE ${quoted(from)}.${quoted(table)}`);
		// Members of an enum have other names in a twin.
		for (const { name, type } of definition.columns.filter((column) => column.type.startsWith("enum")))
			await admin.query(`ALTER TABLE ${to}.${quoted(table)} MODIFY ${quoted(name)} ${type} NOT NULL`);
		const columns = plan.tables.find(({ name }) => name === table)?.columns.map(({ name }) => name) ?? [];
		const out = new RowWriter(new Uint8Array(64 * 1024));
		const rows = Array.from({ length: volumes[table] ?? 0 }, (_, row) => {
			out.reset(out.bytes);
			generators[table]?.write(row, out);
			const line = Buffer.from(out.bytes.subarray(0, out.length - 1)).toString("utf8");
			return line.split("\t").map((field) => (field === "\\N" ? null : field));
		});
		for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
			const into = `INSERT INTO ${to}.${quoted(table)} ${quotedList(columns)} VALUES ?`;
			await admin.query(into, [rows.slice(at, at + ROWS_AT_ONCE)]);
		}
	}
	await admin.query(
		`ALTER TABLE ${to}.orders ADD CONSTRAINT orders_customer FOREIGN KEY (customer_id) REFERENCES ${to}.customers (id)`,
	);
}

beforeAll(async () => {
	const real = await startRealMysql();
	server = real.server;
	admin = await real.connect();
	await makeShop(admin);
	await useShop(admin);
	const whole = await captured(String(server.database));
	original = { ...whole, tables: whole.tables.filter(({ name }) => TABLES.includes(name)) };
	await loadTwin(original, String(server.database), `${server.database}_twin`);
	twin = await captured(`${server.database}_twin`);
});
afterAll(async () => {
	await admin?.query(`DROP DATABASE IF EXISTS ${server.database}_twin`);
	await admin?.end();
	await server?.stop();
});

const pair = (table: string) => {
	const [one, other] = [original, twin].map((bundle) => bundle.tables.find(({ name }) => name === table));
	if (one === undefined || other === undefined) throw new Error(`no table ${table}`);
	return [one, other] as const;
};

test("a twin has as many rows, and in each column as many NULLs and values as the original", () => {
	for (const table of TABLES) {
		const [one, other] = pair(table);
		expect(other.rows).toBe(one.rows);
		for (const column of one.columns) {
			const again = other.columns.find(({ name }) => name === column.name);
			expect(Math.abs((again?.nulls ?? 0) - column.nulls), `NULLs of ${column.name}`).toBeLessThan(0.03);
			const factor = (again?.distinct ?? 0) / column.distinct;
			// Values that nearly each row has for itself are drawn in the twin, and some are drawn twice.
			expect(Math.max(factor, 1 / factor), `values of ${column.name}`).toBeLessThan(1.2);
		}
	}
});

test("its keys have as many rows as the original's, in runs as long, and as many customers have none", () => {
	const [one, other] = pair("orders").map(({ keys }) => keys.find(({ columns }) => columns.join() === "customer_id"));
	const near = (a = 0, b = 1, within = 0.2) => expect(Math.abs(a / b - 1)).toBeLessThan(within);
	near(other?.distinct, one?.distinct, 0.1);
	near(other?.top[1], one?.top[1]);
	near(other?.top[10], one?.top[10]);
	near(other?.top[100], one?.top[100]);
	near(other?.rowsPerKey.p50, one?.rowsPerKey.p50, 0.35);
	near(other?.run, one?.run, 0.35);
	const [childless, again] = pair("orders").map(({ references }) => references[0]?.childless ?? 0);
	expect(Math.abs((again ?? 1) - (childless ?? 0))).toBeLessThan(0.05);
});

test("frequent values and their shift along the table are the original's", () => {
	const [one, other] = pair("orders").map(({ columns }) => columns.find(({ name }) => name === "status"));
	for (const { member, share } of one?.frequent ?? []) {
		const again = other?.frequent?.find((value) => value.member === member)?.share ?? 0;
		expect(Math.abs(again - share)).toBeLessThan(0.03);
	}
	const open = (of: typeof one) => {
		const at = of?.frequent?.findIndex(({ member }) => member === 1) ?? -1;
		return of?.along?.map((shares) => shares[at] ?? 0) ?? [];
	};
	expect(open(one).at(-1)).toBeGreaterThan(0.3);
	expect(Math.abs((open(other).at(-1) ?? 0) - (open(one).at(-1) ?? 0))).toBeLessThan(0.08);
	expect(open(other)[0]).toBeLessThan(0.02);
});

test("captured statements on the twin's tables can be measured, and the others are named", () => {
	const { queries, leftOut } = bundleQueries(original, modelOfBundle(original));
	expect(queries.some(({ sql }) => sql.includes("`customer_id` = ?"))).toBe(true);
	expect(queries.some(({ sql }) => sql.includes("JOIN `orders`"))).toBe(true);
	expect(leftOut.some(({ text }) => text.includes("`secrets`"))).toBe(true);
});
