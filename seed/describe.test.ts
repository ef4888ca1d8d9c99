import { afterAll, beforeAll, expect, test } from "vitest";
import { silentProgress } from "../base/progress.ts";
import { startRealMysql } from "../bench/server/fixtures/real-mysql.ts";
import type { Server } from "../bench/server/server.ts";
import { describeDataset, descriptionText, type TableDescription } from "./describe.ts";
import { provideDataset } from "./provide-dataset.ts";
import { parseScale } from "./scale.ts";
import { terpDataset } from "./terp/dataset.ts";

const scale = parseScale("0.05");
let server: Server;
let tables: readonly TableDescription[];

beforeAll(async () => {
	const started = await startRealMysql();
	server = started.server;
	await provideDataset({
		connect: started.connect,
		database: server.database,
		spec: terpDataset,
		scale,
		seed: 1,
		ownedServer: true,
		progress: silentProgress,
		signal: new AbortController().signal,
	});
	tables = await describeDataset(started.connect, terpDataset, scale);
});

afterAll(() => server.stop());

test("every table has the rows that were asked for", () => {
	for (const { name, rows, declaredRows } of tables) expect([name, rows]).toEqual([name, declaredRows]);
});

test("every distribution declared for a table of two thousand rows or more is found in the data, within five points of its share", () => {
	// In a small sample the most frequent keys are so partly by luck, which no share can declare.
	const large = tables.filter(({ rows }) => rows >= 2000);
	const findings = large.flatMap(({ name, findings: found }) => found.map((finding) => ({ name, ...finding })));
	expect(findings.length).toBeGreaterThan(15);
	for (const { name, declared, found } of findings) {
		const where = `${name}.${declared.column}`;
		if (declared.kind === "key" && "topShare" in found) {
			expect(Math.abs(Number(found.topShare) - declared.top.share), where).toBeLessThan(0.05);
		} else if (declared.kind === "share") {
			for (const [value, share] of Object.entries(declared.shares)) {
				const actual = (found as Readonly<Record<string, number>>)[value] ?? 0;
				expect(Math.abs(actual - share), `${where} ${value}`).toBeLessThan(0.05);
			}
		} else if (declared.kind === "date") {
			const { from, to } = found as { readonly from: string; readonly to: string };
			expect(from >= declared.from && to <= declared.to, `${where} ${from} ${to}`).toBe(true);
		}
	}
});

test("every foreign key, every status and a date of every table is declared, and shown", () => {
	const shown = new Map(tables.map(({ name, findings }) => [name, findings.map(({ declared }) => declared)]));
	// The audit knows every reference between the tables.
	for (const { holds } of terpDataset.rules) {
		const [, table = "", column = ""] = /^every (\w+)\.(\w+) is in \w+$/.exec(holds) ?? [];
		if (table === "") continue;
		const declared = shown.get(table)?.filter(({ kind }) => kind === "key") ?? [];
		expect(
			declared.map((key) => key.column),
			`${table}.${column}`,
		).toContain(column);
	}
	for (const { table } of terpDataset.tables) {
		const declared = shown.get(table.name) ?? [];
		expect(
			declared.some(({ kind }) => kind === "date"),
			`a date of ${table.name}`,
		).toBe(true);
		for (const { name } of table.columns.filter((column) => /status$/i.test(column.name))) {
			expect(declared.map(({ column }) => column)).toContain(name);
		}
	}
});

test("the description reads as asked for beside found", () => {
	expect(descriptionText(tables)).toMatch(
		/invoices: 12,500 rows\n {2}customerId: ten whales share 70 %.*\n.*asked for 70\.0 %/,
	);
});
