import { readFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import type { Connection } from "mysql2/promise";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { writeProject } from "../../../schema/fixtures/write-project.ts";
import type { Bundle } from "../../../seed/bundle/format.ts";
import { CANARIES, makeShop } from "../../capture/fixtures/shop.ts";
import { encodingsOf } from "../../capture/fixtures/value-encodings.ts";
import { startRealMysql } from "../../server/fixtures/real-mysql.ts";
import type { Server } from "../../server/server.ts";

const PROGRAM = join(import.meta.dirname, "..", "..", "..", "scripts", "index-impact.ts");

let server: Server;
let admin: Connection;
let url: string;
beforeAll(async () => {
	const real = await startRealMysql();
	server = real.server;
	admin = await real.connect();
	await makeShop(admin);
	const { host, port, user, password } = server.address;
	url = `mysql://${user}:${encodeURIComponent(password)}@${host}:${port}/${server.database}`;
});
afterAll(async () => {
	await admin?.end();
	await server?.stop();
});

/** An application that asks in every way that mysql2 has: drizzle, promises, callbacks, pools, prepared or not, with errors. */
const APPLICATION = `
import mysql from "mysql2/promise";
import callbacks from "mysql2";
import { drizzle } from "drizzle-orm/mysql2";
import { eq, inArray } from "drizzle-orm";
import { int, mysqlTable, varchar } from "drizzle-orm/mysql-core";
const orders = mysqlTable("orders", { id: int().primaryKey(), customerId: int("customer_id"), region: varchar({ length: 20 }) });
const pool = mysql.createPool(process.env.APP_URL);
const db = drizzle(pool);
const ofCustomer = (id) => db.select().from(orders).where(eq(orders.customerId, id)).limit(20);
for (let i = 0; i < 30; i++) await ofCustomer(1);
for (let i = 0; i < 10; i++) await ofCustomer(350 + i);
for (let i = 0; i < 10; i++) await ofCustomer(${CANARIES.number.slice(0, 9)});
for (let i = 1; i <= 12; i++) await db.select({ id: orders.id }).from(orders).where(inArray(orders.id, Array.from({ length: i }, (_, n) => n + 1)));
const connection = await mysql.createConnection(process.env.APP_URL);
for (let i = 0; i < 12; i++) {
	await connection.execute("SELECT number FROM secrets WHERE word = ? AND raw = ? AND at > ?", ["${CANARIES.text}", Buffer.from("${CANARIES.bytes}"), new Date("${CANARIES.moment}Z")]);
	await connection.query("SELECT id /* ${CANARIES.comment} */ FROM secrets WHERE word = '${CANARIES.literal}' AND price < ${CANARIES.decimal}");
	await connection.query("SELECT id AS \`${CANARIES.alias}\` FROM secrets WHERE body LIKE ?", ["%${CANARIES.note}%"]);
}
await connection.query("SELECT * FROM secrets WHERE word = ? AND no_such_column = 1", ["${CANARIES.text}"]).catch(() => {});
await connection.query("SELECT '${CANARIES.json}").catch(() => {});
await new Promise((done) => { const plain = callbacks.createConnection(process.env.APP_URL); plain.query("SELECT id FROM customers WHERE email = ?", ["${CANARIES.member}"], () => plain.end(done)); });
await connection.end();
await pool.end();
console.log("the application's own words");
process.exitCode = Number(process.env.APP_CODE ?? 0);
`;

const projectOf = (application: string) => writeProject({ "package.json": "{}", "app.mjs": application });
const run = (folder: string, words: readonly string[], env: NodeJS.ProcessEnv = {}) =>
	execa(process.execPath, [PROGRAM, ...words], { cwd: folder, reject: false, env: { APP_URL: url, ...env } });
const bundleIn = (folder: string, file = "index-impact/production.json"): Bundle =>
	JSON.parse(readFileSync(join(folder, file), "utf8"));
const recorded = ({ queries }: Bundle) => queries.filter(({ from }) => from === "recorded");

describe("what an application asks", () => {
	test("is told as statements, places and classes of keys, and no value of it leaves the processes", async () => {
		const folder = projectOf(APPLICATION);
		await run(folder, ["capture", "--url", url]);
		const done = await run(folder, ["record", "--url", url, "--", process.execPath, "app.mjs"]);
		expect(done).toMatchObject({ exitCode: 0, stdout: "the application's own words" });
		expect(done.stderr).toMatch(
			/^index-impact\/production\.json: \d+ statements recorded of \d+ calls in 1 process\.$/m,
		);
		const queries = recorded(bundleIn(folder));
		const byCustomer = queries.find(({ text }) => /`customer_id` = \?/.test(text));
		expect(byCustomer).toMatchObject({
			executions: 50,
			parameters: [
				{
					use: "equal",
					column: { table: "orders", column: "customer_id" },
					classes: expect.arrayContaining([{ from: 0, to: 0.01, calls: 0.6 }]),
					absent: 0.2,
				},
				{ use: "limit", size: { p50: 20, p95: 20, max: 20 } },
			],
		});
		expect(queries.find(({ text }) => /in \(\.\.\.\)/.test(text))).toMatchObject({
			executions: 12,
			parameters: [{ use: "in", size: { p50: 6, p95: 12, max: 12 } }],
		});
		expect(queries.find(({ text }) => /`email`|email = /.test(text))?.executions).toBe(10);
		const all = [readFileSync(join(folder, "index-impact/production.json"), "utf8"), done.stderr]
			.join("\n")
			.toLowerCase();
		const found = Object.entries(CANARIES).flatMap(([name, value]) =>
			encodingsOf(value)
				.filter((encoding) => encoding.length >= 6 && all.includes(encoding))
				.map((encoding) => `${name}: ${encoding}`),
		);
		expect(found).toEqual([]);
		expect(await run(folder, ["capture", "--check", "index-impact/production.json"])).toMatchObject({ exitCode: 0 });
	});

	test("is added to production's own counts, once however often it is recorded, and the command's exit code stays", async () => {
		const folder = projectOf(APPLICATION);
		for (let i = 0; i < 12; i++) await admin.query("SELECT `id` FROM `customers` WHERE `email` = 'x'");
		await run(folder, ["capture", "--url", url]);
		const before = bundleIn(folder).queries.length;
		const words = ["record", "--", process.execPath, "app.mjs"];
		expect(await run(folder, words, { APP_CODE: "7" })).toMatchObject({ exitCode: 7 });
		const once = bundleIn(folder);
		expect(once.queries.find(({ text }) => /`email` = \?/.test(text))).toMatchObject({
			from: "digests",
			callSites: [expect.stringMatching(/^app\.mjs:/)],
		});
		const again = await run(folder, [...words.slice(0, 1), "--json", ...words.slice(1)]);
		expect(JSON.parse(again.stdout)).toMatchObject({ file: "index-impact/production.json", processes: 1, exitCode: 0 });
		expect(again.stderr).toBe("the application's own words");
		expect(bundleIn(folder).queries).toHaveLength(once.queries.length);
		expect(once.queries.length).toBeGreaterThan(before);
	});

	test("is written also where the command is interrupted", async () => {
		const folder = projectOf(`import mysql from "mysql2/promise";
const connection = await mysql.createConnection(process.env.APP_URL);
for (let i = 0; i < 15; i++) await connection.query("SELECT id FROM customers WHERE id = ?", [i]);
console.log("ready");
setInterval(() => {}, 1000);`);
		await run(folder, ["capture", "--url", url]);
		const running = run(folder, ["record", "--out", "recorded.json", "--", process.execPath, "app.mjs"]);
		running.stdout?.once("data", () => running.kill("SIGINT"));
		await running;
		expect(recorded(bundleIn(folder, "recorded.json"))).toMatchObject([{ executions: 15 }]);
		expect(recorded(bundleIn(folder))).toEqual([]);
	});
});

describe("one sentence each:", () => {
	test.each([
		["no command", ["record"], /No command is named/],
		["a command that is not there", ["record", "--", "no-such-program"], /no-such-program cannot be started/],
		[
			"an application without mysql2",
			["record", "--", process.execPath, "-e", "1"],
			/no process of the command used mysql2/,
		],
		["no bundle", ["record", "--bundle", "none.json", "--", "true"], /none\.json cannot be read/],
	])("%s", async (_, words, sentence) => {
		const folder = projectOf("");
		await run(folder, ["capture", "--url", url]);
		const done = await run(folder, words);
		expect(done.exitCode).toBe(2);
		expect(done.stderr).toMatch(sentence);
		expect(done.stderr).not.toMatch(/^\s+at /m);
	});
});
