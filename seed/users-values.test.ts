import type { Connection, RowDataPacket } from "mysql2/promise";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { silentProgress } from "../base/progress.ts";
import { startRealMysql } from "../bench/server/fixtures/real-mysql.ts";
import type { Server } from "../bench/server/server.ts";
import { connector } from "../mysql/connect.ts";
import type { DatasetSpec } from "./dataset-spec.ts";
import {
	brokenDataset,
	defaultsDataset,
	everythingDataset,
	goodNumbers,
	keylessDataset,
	straightDataset,
} from "./fixtures/users-rows.ts";
import { provideDataset } from "./provide-dataset.ts";
import { parseScale } from "./scale.ts";

let server: Server;
let admin: Connection;
let database = "";
let made = 0;

beforeAll(async () => {
	({ server } = await startRealMysql());
	admin = await connector(server.address)();
});

afterAll(async () => {
	await admin.end();
	await server.stop();
});

beforeEach(async () => {
	database = `users_${++made}`;
	await admin.query(`CREATE DATABASE ${database} CHARACTER SET utf8mb4`);
	await admin.query(`USE ${database}`);
});

afterEach(() => admin.query(`DROP DATABASE ${database}`));

const provide = (spec: DatasetSpec) =>
	provideDataset({
		connect: connector(server.address, database),
		database,
		spec,
		scale: parseScale("smoke"),
		seed: 1,
		ownedServer: true,
		workers: 1,
		progress: silentProgress,
		signal: new AbortController().signal,
	});

const row = async (sql: string) => (await admin.query<RowDataPacket[]>(sql))[0][0];

test("values as an application has them are stored, and the check is what the server makes of them", async () => {
	const report = await provide(everythingDataset);
	expect(report.audit.passed).toEqual(["everything holds the 200 rows that were made, as MySQL writes them"]);
	expect(
		await row(
			`SELECT HEX(vb) AS vb, money, at6, CAST(ts3 AS CHAR) AS ts3, yes, bits + 0 AS bits, old, doc->>'$.s' AS s, \`set\`, n, big, tx
				FROM everything WHERE id = 14`,
		),
	).toEqual({
		vb: "090A5C000D",
		money: "-13.50",
		at6: "2026-01-01 10:00:00.000000",
		ts3: "2026-01-14 10:00:00.013",
		yes: 0,
		bits: 13,
		old: "Café",
		s: 'tab\t"q" \\ 😀',
		set: "a,c",
		n: null,
		big: "18446744073709550013",
		tx: "text\r\nline\\",
	});
	// What is kept is found again by the digest of what was stored.
	expect((await provide(everythingDataset)).reused).toBe(true);
});

test("bytes written straight, digits in other forms and negative numbers are stored as they are", async () => {
	const report = await provide(straightDataset);
	expect(report.audit.failed).toEqual([]);
	expect(
		await row("SELECT lt, dbl, bits + 0 AS b, HEX(vb) AS vb, LENGTH(uuid) AS l FROM everything WHERE id = 78"),
	).toEqual({ lt: "\\N", dbl: 1000, b: 77, vb: "5C6E09", l: 16 });
});

test("columns left to their default need no value and are not compared with one", async () => {
	const report = await provide(defaultsDataset);
	expect(report.audit.failed).toEqual([]);
	expect(
		await row("SELECT MIN(id) AS lo, MAX(id) AS hi, MIN(label) AS label, MAX(since) AS since FROM defaults"),
	).toEqual({
		lo: 1,
		hi: 200,
		label: "it's",
		since: "2020-01-01 00:00:00",
	});
	expect((await provide(defaultsDataset)).reused).toBe(true);
	await admin.query("UPDATE defaults SET label = 'other' WHERE id = 5");
	expect((await provide(defaultsDataset)).reused).toBe(false);
});

test("a table without a primary key is filled and checked", async () => {
	const report = await provide(keylessDataset);
	expect(report.audit.failed).toEqual([]);
	expect(await row("SELECT COUNT(*) AS n, MIN(year) AS lo, MAX(amount) AS hi FROM keyless")).toEqual({
		n: 200,
		lo: -15,
		hi: "99.5",
	});
});

test.each([
	["fraction by int", /table numbers, column whole, row 150: 1990\.25 was written; int takes whole numbers/],
	["fraction as text", /table numbers, column whole, row 150: "3\.75" was written and "4" was stored\.$/],
	["letters in a number", /table numbers, column whole, row 150: "many" was written and "0" was stored/],
	["too long", /table numbers, column short, row 150: "abcde" was written and "abcd" was stored/],
	["too many digits", /table numbers, column price, row 150: "12\.345" was written and "12\.3[45]" was stored/],
	["out of range", /table numbers, column whole, row 150: "3000000000" was written and "2147483647" was stored/],
	["no number", /table numbers, column part, row 150: NaN was written; MySQL has no such number/],
	["too few fields", /table numbers.*Row 151 doesn't contain data for all columns/],
	["no row's key", /table numbers.*Duplicate entry '1' for key/],
] as const)("a wrong value is one sentence with its place: %s", async (kind, expected) => {
	await expect(provide(brokenDataset(kind))).rejects.toMatchObject({
		name: "BenchError",
		kind: "usage",
		message: expect.stringMatching(expected),
	});
});

test("a rule that the rows break, or that the server cannot answer, is one sentence", async () => {
	const older = { holds: "No number is below -100.", violations: "SELECT COUNT(*) FROM numbers WHERE whole < -100" };
	await expect(provide({ ...goodNumbers, rules: [older] })).rejects.toMatchObject({
		kind: "usage",
		message:
			"The data that were made break a rule of the dataset users-good: not true 99 times: No number is below -100.",
	});
	await expect(
		provide({ ...goodNumbers, rules: [{ ...older, violations: "SELECT COUNT(*) FROM nothing" }] }),
	).rejects.toMatchObject({
		kind: "usage",
		message: expect.stringMatching(/cannot answer the rule "No number is below -100\."/),
	});
});
