import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { expect, onTestFinished, test } from "vitest";
import { RULE_IDS } from "../../../schema/audit/rules.ts";
import { filesIn, writeProject } from "../../../schema/fixtures/write-project.ts";
import { smallBundle } from "../../../seed/fixtures/small-bundle.ts";

const PROGRAM = join(import.meta.dirname, "..", "..", "..", "scripts", "index-impact.ts");

/** What the command prints, and its exit code, typed in a folder. */
async function typed(folder: string, ...words: readonly string[]) {
	const { stdout, stderr, exitCode } = await execa(process.execPath, [PROGRAM, "audit", ...words], {
		cwd: folder,
		reject: false,
		env: { NO_COLOR: "1", FORCE_COLOR: undefined, CI: undefined },
	});
	return { stdout, stderr, exitCode };
}

const SCHEMA = `import { index, int, mysqlTable, varchar, timestamp } from "drizzle-orm/mysql-core";
export const users = mysqlTable("users", { id: int("id").primaryKey(), email: varchar("email", { length: 90 }) });
export const orders = mysqlTable(
	"orders",
	{
		id: int("id").primaryKey(),
		userId: int("user_id"),
		note: varchar("note", { length: 9, deletedAt: timestamp("deleted_at") }),
	},
	(t) => [index("orders_note_unique").on(t.note), index("idx_users_email").on((t as unknown as typeof users).email)],
);
`;

const FILES = {
	"package.json": "{}",
	"drizzle.config.ts": `export default { dialect: "mysql", schema: "./db/schema.ts" };`,
	"db/schema.ts": SCHEMA,
	"server/orders.ts": `import { eq } from "drizzle-orm"; import { orders } from "../db/schema";
export const ofUser = (db, id) => db.select().from(orders).where(eq(orders.userId, id));`,
};

test("it finds the schema by drizzle.config, says what is wrong with its places, and ends with 1 for errors", async () => {
	const folder = writeProject(FILES);
	const before = filesIn(folder);
	const { stdout, stderr, exitCode } = await typed(folder);
	expect([stderr, exitCode]).toEqual(["", 1]);
	expect(stdout).toMatch(/^3 errors and 1 warning in 2 tables with 2 indexes\./);
	expect(stdout).toContain("db/schema.ts:8  deletedAt is written inside the options of note");
	expect(stdout).toContain("db/schema.ts:10  idx_users_email stands on orders");
	expect(stdout).toContain("Move it: users(email)");
	expect(stdout).toMatch(/db\/schema\.ts:7 {2}user_id refers to users\(id\).* Add orders\(user_id\)\./);
	expect(filesIn(folder)).toEqual(before);
});

test("--json prints one document, with the source's uses where they are asked for", async () => {
	const { stdout, exitCode } = await typed(
		writeProject(FILES),
		"--json",
		"--source",
		"server/**/*.ts",
		"--fail-on",
		"never",
	);
	const document = JSON.parse(stdout);
	expect(exitCode).toBe(0);
	expect(document.summary).toMatchObject({ tables: 2, errors: 3, sourceFiles: 1 });
	const missing = document.findings.find(({ rule }: { rule: string }) => rule === "missing-reference-index");
	expect(missing).toMatchObject({
		indexSpec: "orders(user_id)",
		usage: { access: 1, equality: 1, examples: [{ file: "server/orders.ts", line: 2 }] },
	});
});

test("queries that are named, and those of production's bundle, say which tables are read without an index", async () => {
	const folder = writeProject({
		...FILES,
		"queries.sql":
			"-- name: orders of a user\nselect * from orders where user_id = ?;\nselect * from users where id = ?;",
		"index-impact/production.json": JSON.stringify({
			...smallBundle,
			queries: [
				{
					text: "SELECT * FROM `users` WHERE `email` = ?",
					...{ from: "digests", executions: 40_000, rowsExamined: 25_000, rowsSent: 1, noIndex: 1 },
				},
			],
		}),
	});
	const { stdout } = await typed(folder, "--json", "--fail-on", "never", "--query", "queries.sql");
	const { summary, findings } = JSON.parse(stdout);
	expect(summary.queries).toBe(3);
	const found = findings.filter(({ rule }: { rule: string }) => rule === "unindexed-query");
	expect(found).toMatchObject([
		{ indexSpec: "users(email)", evidence: { executions: 40_000, rowsExamined: 25_000 }, confidence: "likely" },
		{ indexSpec: "orders(user_id)", evidence: { query: "orders of a user" } },
	]);
	const none = await typed(folder, "--query", "nowhere.sql");
	expect([none.exitCode, none.stderr]).toEqual([
		2,
		expect.stringContaining('"nowhere.sql" is neither a query nor a file'),
	]);
});

test("config, flags, comments and a baseline settle what counts", async () => {
	const folder = writeProject({
		...FILES,
		"index-impact.config.ts": `export default { rules: { "missing-reference-index": "off", "unique-in-name": "warn" } };`,
		"db/schema.ts": SCHEMA.replace(
			"\t\tnote:",
			"\t\t// index-impact-ignore column-in-options: mended next week\n\t\tnote:",
		),
	});
	const first = JSON.parse((await typed(folder, "--json", "--rule", "unique-in-name=off")).stdout);
	expect(first.findings.map(({ rule }: { rule: string }) => rule)).toEqual(["misplaced-index"]);
	expect(first.waived).toMatchObject([{ rule: "column-in-options", reason: "mended next week" }]);
	const baseline = await typed(folder, "--print-baseline", "--reason", "known since spring");
	const out = mkdtempSync(join(tmpdir(), "audit-"));
	onTestFinished(() => rmSync(out, { recursive: true }));
	writeFileSync(join(out, "baseline.json"), baseline.stdout);
	const second = await typed(
		folder,
		"--baseline",
		join(out, "baseline.json"),
		"--fail-on",
		"warn",
		"--write",
		`sarif=${join(out, "a.sarif")}`,
	);
	expect([second.exitCode, second.stderr]).toEqual([0, ""]);
	expect(second.stdout).toMatch(/^Nothing found in 2 tables/);
	expect(
		JSON.parse(readFileSync(join(out, "a.sarif"), "utf8")).runs[0].results.every(
			({ suppressions }: { suppressions: unknown[] }) => suppressions.length === 1,
		),
	).toBe(true);
});

test("--explain says what a rule is, and all of them", async () => {
	const folder = tmpdir();
	const one = await typed(folder, "--explain", "misplaced-index");
	expect(one.stdout).toMatch(/^Index on another table than its name says\nmisplaced-index, error\n/);
	const all = JSON.parse((await typed(folder, "--explain", "all", "--json")).stdout);
	expect(all.map(({ id }: { id: string }) => id)).toEqual(RULE_IDS);
	const none = await typed(folder, "--explain", "misplaced-indx");
	expect([none.exitCode, none.stderr]).toEqual([2, expect.stringContaining("Did you mean misplaced-index?")]);
});

test.each([
	["a schema with a syntax error", { "db/schema.ts": "export const = 3;" }, [], /schema\.ts.*line 1/s],
	[
		"a schema that imports what is not installed",
		{ "db/schema.ts": `import "no-such-package";` },
		[],
		/no-such-package/,
	],
	[
		"a schema that is not there",
		{ "drizzle.config.ts": `export default { dialect: "mysql", schema: "./nowhere.ts" };` },
		[],
		/nowhere\.ts/,
	],
	["a rule that is not there", {}, ["--rule", "mising=off"], /There is no rule mising/],
	["a severity that is none", {}, ["--rule", "misplaced-index=fatal"], /is set to fatal/],
	["a source that names no file", {}, ["--source", "nowhere/**/*.ts"], /no source file nowhere/],
	["a baseline that is not there", {}, ["--baseline", "none.json"], /none\.json cannot be read/],
	["a form that is not there", {}, ["--write", "pdf=x.pdf"], /a format and a file/],
])("%s is one sentence and exit code 2", async (_, files, words, sentence) => {
	const folder = writeProject({ ...FILES, ...files });
	const before = filesIn(folder);
	const { stdout, stderr, exitCode } = await typed(folder, ...words);
	expect([stdout, exitCode]).toEqual(["", 2]);
	expect(stderr).toMatch(sentence);
	expect(stderr).not.toMatch(/\bat .*:\d+:\d+\)|This is a bug/);
	expect(stderr.trim().split("\n").length).toBeLessThanOrEqual(3);
	expect(filesIn(folder)).toEqual(before);
});
