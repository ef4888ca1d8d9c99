import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { diffIndexes, type IndexDiff } from "../compare/diff-indexes.ts";
import { schemaAtRevision } from "./at-revision.ts";
import { loadSchema } from "./load-schema.ts";

let top: string;
let app: string;

const git = (...words: string[]) =>
	execFileSync("git", ["-C", top, "-c", "user.name=t", "-c", "user.email=t@example.org", ...words], {
		encoding: "utf8",
	});

function schemaSource(indexes: string, further = ""): string {
	return `import { index, int, mysqlTable, uniqueIndex, varchar } from "drizzle-orm/mysql-core";
export const orders = mysqlTable("orders", { id: int("id").primaryKey(), customerId: int("customer_id"), status: varchar("status", { length: 9 }) },
	(t) => [${indexes}]);
${further}`;
}

beforeEach(async () => {
	top = await realpath(await mkdtemp(join(tmpdir(), "index-impact-test-")));
	app = join(top, "apps", "shop");
	await mkdir(app, { recursive: true });
	await symlink(join(import.meta.dirname, "..", "..", "node_modules"), join(top, "node_modules"));
	git("init", "-q", "-b", "main");
	await writeFile(join(top, ".gitignore"), "node_modules\n");
	await writeFile(join(app, "schema.ts"), schemaSource('index("a").on(t.customerId), index("gone").on(t.status)'));
	git("add", "-A");
	git("commit", "-q", "-m", "first");
});

afterEach(() => rm(top, { recursive: true, force: true }));

async function diff(): Promise<IndexDiff> {
	const request = { folder: app, schema: "schema.ts" };
	return diffIndexes(await schemaAtRevision(request, "main"), await loadSchema(request));
}

test("indexes that were added, dropped and changed since a revision are found, renamed ones are not", async () => {
	await writeFile(
		join(app, "schema.ts"),
		schemaSource(
			'index("renamed").on(t.customerId), uniqueIndex("u").on(t.status, t.customerId)',
			'export const notes = mysqlTable("notes", { id: int("id") }, (t) => [index("n").on(t.id)]);',
		),
	);
	const { added, dropped, ofNewTables, ofGoneTables } = await diff();
	expect(added.map(({ table, index }) => [table, index.name, index.kind])).toEqual([["orders", "u", "unique"]]);
	expect(dropped.map(({ index }) => index.name)).toEqual(["gone"]);
	expect(ofNewTables.map(({ table }) => table)).toEqual(["notes"]);
	expect(ofGoneTables).toEqual([]);
});

test("neither the project's files nor its git index are touched, and nothing is left behind", async () => {
	await writeFile(join(app, "staged.txt"), "x");
	git("add", "apps/shop/staged.txt");
	const before = [git("status", "--porcelain"), await readFile(join(top, ".git", "index"))];
	const leftovers = async () => (await readdir(tmpdir())).filter((name) => name.startsWith("index-impact-revision-"));
	const others = await leftovers();
	expect(await diff()).toEqual({ added: [], dropped: [], ofNewTables: [], ofGoneTables: [] });
	expect([git("status", "--porcelain"), await readFile(join(top, ".git", "index"))]).toEqual(before);
	expect(await leftovers()).toEqual(others);
});

test("an unknown revision, a folder outside git and a broken schema there are one sentence each", async () => {
	const request = { folder: app, schema: "schema.ts" };
	await expect(schemaAtRevision(request, "nowhere")).rejects.toThrow(/no revision nowhere/);
	await writeFile(join(app, "schema.ts"), "export const broken = (;");
	git("commit", "-q", "-am", "broken");
	await expect(schemaAtRevision(request, "HEAD")).rejects.toThrow(/At HEAD: schema.ts, line 1/);
	const outside = await mkdtemp(join(tmpdir(), "index-impact-test-"));
	await expect(schemaAtRevision({ folder: outside }, "main")).rejects.toThrow(/no git repository/);
	await rm(outside, { recursive: true });
});
