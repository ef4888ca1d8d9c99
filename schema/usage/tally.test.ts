import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { model } from "../audit/fixtures/model.ts";
import { readSource } from "./read-source.ts";
import { tallyUsage } from "./tally.ts";

const schema = model({
	orders: {
		columns: { id: "int not null", code: "varchar(9)", userId: "int", status: "varchar(9)", day: "date" },
		indexes: { c: "unique (code)" },
	},
});

const folders: string[] = [];

afterEach(async () => {
	for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

async function usageOf(files: Readonly<Record<string, string>>) {
	const folder = await mkdtemp(join(tmpdir(), "usage-"));
	folders.push(folder);
	for (const [name, code] of Object.entries(files)) {
		const imports = 'import { and, desc, eq, or } from "drizzle-orm"; import { orders } from "./schema";\n';
		await writeFile(join(folder, name), imports + code);
	}
	const read = await readSource(folder, ["*.ts"], schema);
	return tallyUsage(read, (_, column) => column === "id" || column === "code");
}

test("a place is served elsewhere where the same condition always fixes a column that leads an index", async () => {
	const usage = await usageOf({
		"a.ts": "db.select().from(orders).where(and(eq(orders.userId, 1), eq(orders.code, 2)));",
		"b.ts": "db.select().from(orders).where(and(eq(orders.userId, 1), eq(orders.status, 2)));",
		"c.ts": "db.select().from(orders).where(and(eq(orders.userId, 1), x ? eq(orders.code, 2) : undefined));",
	});
	expect(usage.column("orders", "userId")).toMatchObject({ access: 3, servedElsewhere: 1, equality: 3 });
	expect(usage.column("orders", "code")).toMatchObject({ access: 2, servedElsewhere: 0, optional: 1 });
	expect(usage.column("orders", "userId").examples.map(({ file, line }) => `${file}:${line}`)).toEqual([
		"b.ts:2",
		"c.ts:2",
		"a.ts:2",
	]);
});

test("inside OR nothing is found by one index alone, and writes are counted by table", async () => {
	const usage = await usageOf({
		"a.ts": `db.select().from(orders).where(or(eq(orders.userId, 1), eq(orders.status, 2)));
			db.insert(orders).values({}); db.update(orders).set({ status: 1 }).where(eq(orders.id, 1)); db.delete(orders);`,
	});
	expect(usage.column("orders", "userId")).toMatchObject({ access: 0, insideOr: 1 });
	expect(usage.column("orders", "status")).toMatchObject({ written: 1 });
	expect(usage.table("orders")).toEqual({ inserts: 1, updates: 1, deletes: 1, reads: 1 });
});

test("a module that does not parse is named with its line, and the others are read", async () => {
	const usage = await usageOf({
		"a.ts": "db.select().from(orders).where(eq(orders.userId, 1));",
		"b.ts": "\nconst = 3;",
	});
	expect(usage.files).toBe(1);
	expect(usage.unreadable).toMatchObject([{ file: "b.ts", reason: expect.stringMatching(/^line 3: /) }]);
});

test("a folder that is called like a module is none", async () => {
	const folder = await mkdtemp(join(tmpdir(), "usage-"));
	folders.push(folder);
	await mkdir(join(folder, "odd.ts"));
	await writeFile(join(folder, "odd.ts", "a.ts"), "export {};");
	expect(await readSource(folder, ["**/*.ts"], schema)).toEqual({
		modules: [{ uses: [], touches: [] }],
		unreadable: [],
	});
});

test("a pattern that names no file is a mistake of whoever typed it", async () => {
	await expect(readSource(tmpdir(), ["no-such-folder-here/**/*.ts"], schema)).rejects.toMatchObject({
		kind: "usage",
		message: expect.stringContaining("no-such-folder-here"),
	});
});
