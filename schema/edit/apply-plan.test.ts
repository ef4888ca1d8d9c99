import { fork } from "node:child_process";
import { once } from "node:events";
import { chmodSync, readdirSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import { writeProject } from "../fixtures/write-project.ts";
import { openSchema } from "../load/load-schema.ts";
import { applyPlan, type Proof } from "./apply-plan.ts";
import { unifiedPatch } from "./patch.ts";
import { planEdits } from "./plan-edits.ts";
import { EditRefused, type SchemaEdit } from "./request.ts";

// Each test loads schemas in processes of their own, and two run the compiler.
vi.setConfig({ testTimeout: 120_000 });

const CONFIG = 'export default { dialect: "mysql", schema: "./schema.ts" };\n';
const SCHEMA = `import { int, mysqlTable } from "drizzle-orm/mysql-core";
import { more } from "./more";
export { u } from "./more";
export const t = mysqlTable("t", { a: int(), ...more });
`;
const MORE = `import { index, int, mysqlTable } from "drizzle-orm/mysql-core";
export const more = { b: int() };
export const u = mysqlTable("u", { a: int(), b: int() }, (table) => [index("idx_u_b").on(table.b)]);
`;
const ADD: SchemaEdit = {
	kind: "add",
	index: { table: "t", parts: [{ column: "a" }, { column: "b" }], kind: "plain" },
};

function proofOf(folder: string): Proof {
	const load = async (replaced: Readonly<Record<string, string>>) => (await openSchema({ folder, replaced })).model;
	return { folder, load, typeCheck: true };
}

async function planFor(folder: string, ...edits: readonly SchemaEdit[]) {
	return planEdits(folder, (await openSchema({ folder })).model, edits);
}

async function refusalOf(work: Promise<unknown>) {
	const error = await work.then(
		() => undefined,
		(thrown: unknown) => thrown,
	);
	if (error instanceof EditRefused) return error.refusal;
	throw error ?? new Error("not refused");
}

test("An edit over several modules is proven before it is written, and loads as what was asked.", async () => {
	const folder = writeProject({ "drizzle.config.ts": CONFIG, "schema.ts": SCHEMA, "more.ts": MORE });
	chmodSync(join(folder, "more.ts"), 0o640);
	const drop: SchemaEdit = { kind: "drop", index: { table: "u", name: "idx_u_b" } };
	const plan = await planFor(folder, ADD, drop);
	expect(plan.files.map(({ file }) => file).sort()).toEqual(["more.ts", "schema.ts"]);
	expect(await applyPlan(plan, proofOf(folder))).toEqual({ types: "not checked" });
	expect(statSync(join(folder, "more.ts")).mode & 0o777).toBe(0o640);
	const { model } = await openSchema({ folder });
	expect(model.tables.map(({ name, indexes }) => [name, indexes.map((index) => index.name)])).toEqual(
		expect.arrayContaining([
			["t", ["idx_t_a_b"]],
			["u", []],
		]),
	);
	expect(unifiedPatch(plan.files)).toContain(
		'+export const t = mysqlTable("t", { a: int(), ...more }, (t) => [index("idx_t_a_b").on(t.a, t.b)]);',
	);
});

test("An edit that loads as something else, or not at all, leaves every file as it was.", async () => {
	const folder = writeProject({ "drizzle.config.ts": CONFIG, "schema.ts": SCHEMA, "more.ts": MORE });
	const plan = await planFor(folder, ADD);
	const wrong = (from: string, to: string) => ({
		...plan,
		files: plan.files.map((file) => ({ ...file, after: file.after.replace(from, to) })),
	});
	const elsewhere = wrong('mysqlTable("t"', 'mysqlTable("v"');
	expect(await refusalOf(applyPlan(elsewhere, proofOf(folder)))).toMatchObject({
		kind: "proof-failed",
		difference: { kind: "tables-differ", tables: ["t", "v"] },
	});
	const otherColumn = wrong("t.a, t.b", "t.a, t.z");
	expect(await refusalOf(applyPlan(otherColumn, proofOf(folder)))).toMatchObject({
		difference: { kind: "index-differs", table: "t", index: "idx_t_a_b" },
	});
	const broken = wrong("mysqlTable(", "nothing(");
	expect(await refusalOf(applyPlan(broken, proofOf(folder)))).toMatchObject({ difference: { kind: "does-not-load" } });
	expect(readFileSync(join(folder, "schema.ts"), "utf8")).toBe(SCHEMA);
	expect(readdirSync(folder).sort()).toEqual(["drizzle.config.ts", "more.ts", "node_modules", "schema.ts"]);
});

test("An edit after which the project's compiler finds more wrong is put back; errors of before are no reason.", async () => {
	const narrow = `import { int, mysqlTable } from "drizzle-orm/mysql-core";
const mk: (name: "t", columns: { a: ReturnType<typeof int> }) => object = mysqlTable as never;
export const t = mk("t", { a: int() });
`;
	const tsconfig = '{ "compilerOptions": { "strict": true, "module": "nodenext", "skipLibCheck": true, "types": [] } }';
	const add: SchemaEdit = { kind: "add", index: { table: "t", parts: [{ column: "a" }], kind: "plain" } };
	const folder = writeProject({ "drizzle.config.ts": CONFIG, "schema.ts": narrow, "tsconfig.json": tsconfig });
	symlinkSync(
		join(import.meta.dirname, "..", "..", "node_modules", "typescript"),
		join(folder, "node_modules", "typescript"),
	);
	expect(await refusalOf(applyPlan(await planFor(folder, add), proofOf(folder)))).toMatchObject({
		difference: { kind: "types-worse", message: expect.stringContaining("schema.ts: TS") },
	});
	expect(readFileSync(join(folder, "schema.ts"), "utf8")).toBe(narrow);

	const wrongAlready = SCHEMA.replace(
		'import { more } from "./more";\nexport { u } from "./more";',
		"const more: number = {};",
	);
	const other = writeProject({ "drizzle.config.ts": CONFIG, "schema.ts": wrongAlready, "tsconfig.json": tsconfig });
	symlinkSync(join(folder, "node_modules", "typescript"), join(other, "node_modules", "typescript"));
	expect(await applyPlan(await planFor(other, add), proofOf(other))).toEqual({ types: "not worse" });
	expect(readFileSync(join(other, "schema.ts"), "utf8")).toContain('index("idx_t_a")');
	expect(readdirSync(other).sort()).toEqual(["drizzle.config.ts", "node_modules", "schema.ts", "tsconfig.json"]);
});

test("Killed at any moment, the file holds the old text or the new one.", async () => {
	const folder = writeProject({ "drizzle.config.ts": CONFIG, "schema.ts": SCHEMA, "more.ts": MORE });
	const after = (await planFor(folder, { kind: "add", index: { table: "t", parts: [{ column: "a" }], kind: "plain" } }))
		.files[0]?.after;
	for (let round = 0; round < 5; round++) {
		const child = fork(join(import.meta.dirname, "fixtures", "apply-forever.ts"), [folder], { execArgv: [] });
		await once(child, "message");
		await pause(5 + round * 11);
		child.kill("SIGKILL");
		await once(child, "exit");
		expect([SCHEMA, after]).toContain(readFileSync(join(folder, "schema.ts"), "utf8"));
		if (readFileSync(join(folder, "schema.ts"), "utf8") === after) {
			// The next round begins with the old text again.
			const { model } = await openSchema({ folder });
			const drop = planEdits(folder, model, [{ kind: "drop", index: { table: "t", name: "idx_t_a" } }]);
			await applyPlan(drop, proofOf(folder));
		}
		expect(readFileSync(join(folder, "schema.ts"), "utf8")).toBe(SCHEMA);
	}
}, 300_000);

test("A definition in another package is told and left alone.", async () => {
	const folder = writeProject({
		"drizzle.config.ts": CONFIG,
		"schema.ts": 'export { t } from "shared";\n',
		"node_modules/shared/package.json": '{ "name": "shared", "type": "module", "main": "index.js" }',
		"node_modules/shared/index.js":
			'import { int, mysqlTable } from "drizzle-orm/mysql-core";\nexport const t = mysqlTable("t", { a: int() });\n',
	});
	const add: SchemaEdit = { kind: "add", index: { table: "t", parts: [{ column: "a" }], kind: "plain" } };
	expect(await refusalOf(planFor(folder, add))).toEqual({ kind: "outside-project", table: "t", where: "shared" });
});
