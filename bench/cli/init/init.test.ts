import { mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { parse } from "yaml";
import { findConfig } from "../../../scenarios/project/find-config.ts";
import { init } from "./init.ts";

let top: string;
let project: string;
const never = async () => {
	throw new Error("asked");
};

beforeEach(async () => {
	top = await realpath(await mkdtemp(join(tmpdir(), "index-impact-test-")));
	project = join(top, "apps", "shop");
	await mkdir(join(top, ".git"));
	await mkdir(join(project, "src"), { recursive: true });
	await symlink(join(import.meta.dirname, "..", "..", "..", "node_modules"), join(project, "node_modules"));
	await writeFile(join(project, "package.json"), "{}");
	await writeFile(
		join(project, "src", "schema.ts"),
		'import { int, mysqlTable } from "drizzle-orm/mysql-core";\nexport const orders = mysqlTable("orders", { id: int("id").primaryKey() });\n',
	);
});

afterEach(() => rm(top, { recursive: true, force: true }));

async function withDrizzleConfig(): Promise<void> {
	const text =
		'export default { dialect: "mysql", schema: "./src/schema.ts", dbCredentials: { url: process.env.NOT_SET! } };';
	await writeFile(join(project, "drizzle.config.ts"), text);
}

test("an ordinary project gets a config that loads, and a line in .gitignore; no other file changes", async () => {
	await withDrizzleConfig();
	const before = await readdir(project);
	const { tables, written } = await init({ start: join(project, "src"), workflow: false, confirm: never });
	expect(tables).toBe(1);
	expect(written).toEqual([
		{ file: "index-impact.config.ts", change: "new" },
		{ file: ".gitignore", change: "new" },
	]);
	expect((await readdir(project)).sort()).toEqual([...before, ".gitignore", "index-impact.config.ts"].sort());
	expect(await findConfig(project)).toEqual({
		folder: project,
		file: join(project, "index-impact.config.ts"),
		config: {},
	});
});

test("what is there stays as it is, however often init runs", async () => {
	await withDrizzleConfig();
	await writeFile(join(project, ".gitignore"), "node_modules");
	await init({ start: project, workflow: false, confirm: never });
	const config = await readFile(join(project, "index-impact.config.ts"), "utf8");
	const again = await init({ start: project, workflow: false, confirm: never });
	expect(again).toMatchObject({ written: [], present: "index-impact.config.ts" });
	expect(await readFile(join(project, ".gitignore"), "utf8")).toBe("node_modules\nindex-impact/results/\n");
	expect(await readFile(join(project, "index-impact.config.ts"), "utf8")).toBe(config);
});

test("the workflow installs as the project does, and works in its folder", async () => {
	await withDrizzleConfig();
	await writeFile(join(top, "pnpm-lock.yaml"), "");
	await init({ start: project, confirm: async () => true });
	const workflow = parse(await readFile(join(top, ".github", "workflows", "index-impact.yml"), "utf8"));
	const [job] = Object.values<{ defaults: unknown; steps: readonly { run?: string }[] }>(workflow.jobs);
	expect(job?.defaults).toEqual({ run: { "working-directory": "apps/shop" } });
	expect(job?.steps.flatMap(({ run }) => run ?? [])).toEqual([
		"npx --yes pnpm install --frozen-lockfile",
		'npx --yes pnpm exec index-impact bench --diff "$BASE" --counters-only --gate',
	]);
});

test("without a drizzle.config the schema is asked for, and stands in the config then", async () => {
	await expect(init({ start: project, workflow: false, confirm: never })).rejects.toThrow(/no drizzle.config/);
	expect(await readdir(project)).not.toContain("index-impact.config.ts");
	await init({ start: project, schema: "./src/schema.ts", workflow: false, confirm: never });
	expect((await findConfig(project)).config).toEqual({ schema: "./src/schema.ts" });
});

test.each([
	[
		"index-impact.config.ts",
		'import { defineConfig } from "index-impact";\nexport default defineConfig({ rows: { orders: 0.5 } });',
		/config.ts: rows.orders is wrong/,
	],
	["index-impact.config.mjs", "export default { tabels: [] };", /knows no tabels/],
	["index-impact.config.js", "export default (;", /cannot be loaded/],
	["index-impact.config.json", "[]", /config.json: /],
])("%s that says what none says is refused with the place", async (name, text, message) => {
	await writeFile(join(project, name), text);
	await expect(findConfig(project)).rejects.toThrow(message);
});
