import { readFileSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { filesIn, writeProject } from "../../../schema/fixtures/write-project.ts";
import { startRealMysql } from "../../server/fixtures/real-mysql.ts";
import type { Server } from "../../server/server.ts";

const PROGRAM = join(import.meta.dirname, "..", "..", "..", "scripts", "index-impact.ts");

let server: Server;
beforeAll(async () => {
	({ server } = await startRealMysql());
});
afterAll(() => server.stop());

const FILES = {
	"package.json": '{ "type": "module" }',
	"drizzle.config.ts": 'export default { dialect: "mysql", schema: "./schema.ts", out: "./drizzle" };',
	"schema.ts": `import { index, int, mysqlTable } from "drizzle-orm/mysql-core";
export const t = mysqlTable("t", { id: int().primaryKey(), a: int() }, (t) => [index("t_a").on(t.a)]);\n`,
	"drizzle/meta/_journal.json":
		'{ "entries": [{ "idx": 0, "tag": "0000_first" }, { "idx": 1, "tag": "0001_second" }] }',
	"drizzle/0000_first.sql": "CREATE TABLE t (id int PRIMARY KEY, a int);",
	"drizzle/0001_second.sql": "CREATE INDEX IF NOT EXISTS t_a ON t (a);",
};

test("An audit says where migrations stop and what a database lacks, as text and as data, and changes nothing.", async () => {
	const folder = writeProject(FILES);
	const before = filesIn(folder).map((file) => readFileSync(file, "utf8"));
	const audit = (...words: readonly string[]) =>
		execa(process.execPath, [PROGRAM, "audit", ...words], {
			cwd: folder,
			reject: false,
			env: { INDEX_IMPACT_SERVER: "packages" },
		});
	const replayed = await audit("--migrations");
	expect(replayed.stdout).toMatch(/^Migrations: 1 of 2 run on an empty database of MySQL \d/m);
	expect(replayed.stdout).toMatch(
		/^ {2}They stop at drizzle\/0001_second\.sql:1, statement 1 of 1: You have an error/m,
	);
	expect(replayed.stdout).toMatch(/^ {2}t\(a\) is in the schema alone, as t_a \(schema\.ts:2\)\.$/m);
	expect(replayed.stdout).toMatch(
		/^ {2}error drizzle\/0001_second\.sql:1 {2}0001_second stops at statement 1 of 1: You/m,
	);
	expect(replayed.exitCode).toBe(1);
	const { host, port, user, password } = server.address;
	const url = `mysql://${user}:${encodeURIComponent(password)}@${host}:${port}/${server.database}`;
	const sarif = join(folder, "..", `${basename(folder)}.sarif`);
	onTestFinished(() => rmSync(sarif, { force: true }));
	const asked = await audit("--url", url, "--json", "--write", `sarif=${sarif}`);
	expect(asked.exitCode).toBe(1);
	expect(JSON.parse(asked.stdout).findings).toMatchObject([
		{
			rule: "database-drift",
			severity: "error",
			table: "t",
			place: { file: "schema.ts", line: 2 },
			message: "Table t is in the schema alone",
			advice: "Run the migrations there",
		},
	]);
	expect(JSON.parse(readFileSync(sarif, "utf8")).runs[0].results).toMatchObject([
		{ ruleId: "database-drift", level: "error", locations: [{ physicalLocation: { region: { startLine: 2 } } }] },
	]);
	const allowed = await audit("--url", url, "--rule", "database-drift=warn");
	expect([allowed.exitCode, allowed.stdout]).toEqual([0, expect.stringMatching(/differ once; each is a finding/)]);
	expect(JSON.parse(asked.stdout).drift.database).toMatchObject({
		drift: [{ kind: "table-only-in-schema", table: "t" }],
		invisible: [],
		statistics: { unused: [], redundant: [], notTold: [] },
	});
	expect(asked.stdout).not.toContain(password === "" ? "no password" : password);
	const unnamed = await audit("--url", `mysql://${user}@${host}:${port}`);
	expect([unnamed.exitCode, unnamed.stderr]).toEqual([
		2,
		"The server URL names no database.\nWrite it behind the host: mysql://user@host:3306/database.",
	]);
	expect(filesIn(folder).map((file) => readFileSync(file, "utf8"))).toEqual(before);
}, 300_000);
