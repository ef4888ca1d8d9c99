import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { expect, test, vi } from "vitest";
import { filesIn, writeProject } from "../../../schema/fixtures/write-project.ts";

// Commands that load a schema in processes of their own, several in a test.
vi.setConfig({ testTimeout: 300_000 });

const PROGRAM = join(import.meta.dirname, "..", "..", "..", "scripts", "index-impact.ts");
const CONFIG = 'export default { dialect: "mysql", schema: "./schema.ts", out: "./drizzle" };\n';
const SCHEMA = `import { index, int, mysqlTable, varchar } from "drizzle-orm/mysql-core";

export const lots = mysqlTable("lots", { id: int().primaryKey(), name: varchar({ length: 50 }) }, (table) => ({
	idxSalesLotId: index("idx_sales_lot_id").on((table as any).lotId), // put here by a script
}));

export const sales = mysqlTable("sales", {
	id: int().primaryKey(),
	lotId: int("lot_id"),
	state: int(),
});
`;

async function apply(folder: string, ...words: readonly string[]) {
	const result = await execa(process.execPath, [PROGRAM, "apply", ...words], { cwd: folder, reject: false });
	return { code: result.exitCode, out: result.stdout, err: result.stderr };
}

async function git(folder: string, ...words: readonly string[]): Promise<string> {
	const who = ["-c", "user.name=t", "-c", "user.email=t@example.org"];
	return (await execa("git", [...who, ...words], { cwd: folder })).stdout;
}

async function project(files: Readonly<Record<string, string>> = {}): Promise<string> {
	const folder = writeProject({
		"package.json": '{ "type": "module" }',
		".gitignore": "node_modules\n",
		"drizzle.config.ts": CONFIG,
		"schema.ts": SCHEMA,
		...files,
	});
	await git(folder, "init", "--quiet");
	await git(folder, "config", "user.name", "t");
	await git(folder, "config", "user.email", "t@example.org");
	await git(folder, "add", ".");
	await git(folder, "commit", "--quiet", "-m", "first");
	return folder;
}

const MOVE = ["--move", "lots.idx_sales_lot_id -> sales(lotId)"];

test("A dry run prints a patch that git applies, and writes nothing.", async () => {
	const folder = await project();
	const { code, out } = await apply(folder, ...MOVE, "--dry-run", "--json");
	expect(code).toBe(0);
	const result = JSON.parse(out);
	expect(result).toMatchObject({ dryRun: true, files: ["schema.ts"], noMigration: "dry run" });
	expect(await git(folder, "status", "--porcelain")).toBe("");
	writeFileSync(join(folder, "..", "change.patch"), result.patch);
	await git(folder, "apply", join(folder, "..", "change.patch"));
	expect(readFileSync(join(folder, "schema.ts"), "utf8")).toContain('index("idx_sales_lot_id").on(table.lotId)');
});

test("What an audit found is applied on a branch, with its sentence in the commit, and nothing else is committed.", async () => {
	const findings = {
		findings: [
			{
				id: "abcd1234",
				rule: "misplaced-index",
				message: "It belongs to sales.",
				remedy: {
					kind: "move",
					table: "lots",
					index: "idx_sales_lot_id",
					to: { table: "sales", columns: [{ column: "lot_id" }] },
				},
			},
			{ id: "other", rule: "x", remedy: { kind: "add", index: { table: "sales", columns: [{ column: "state" }] } } },
		],
	};
	const folder = await project({ "audit.json": JSON.stringify(findings) });
	const before = await git(folder, "rev-parse", "HEAD");
	const words = ["--from", "audit.json", "--only", "misplaced-index", "--branch", "fix/indexes", "--body", "body.md"];
	const { code, out, err } = await apply(folder, ...words);
	expect(`${err}${code}`).toBe("0");
	expect(out).toContain("Committed on branch fix/indexes. Nothing was pushed.");
	expect(await git(folder, "branch", "--show-current")).toBe("fix/indexes");
	expect(await git(folder, "rev-parse", "HEAD~1")).toBe(before);
	expect(await git(folder, "show", "--name-only", "--format=%B", "HEAD")).toMatch(
		/^schema: add one index, drop one index\n[\s\S]*It belongs to sales\.[\s\S]*\nschema\.ts$/,
	);
	expect(readFileSync(join(folder, "body.md"), "utf8")).toContain(
		"| added | `sales(lot_id)` | `idx_sales_lot_id` | It belongs to sales. |",
	);
	expect(readFileSync(join(folder, "schema.ts"), "utf8")).not.toContain("put here by a script");
});

test("Each mistake is one sentence with its remedy, exit code 2, and nothing changes.", async () => {
	const folder = await project({
		"twice.ts":
			'import { int, mysqlTable } from "drizzle-orm/mysql-core";\nexport const again = mysqlTable("sales", { id: int() });\n',
	});
	const told = async (...words: readonly string[]) => {
		const { code, out, err } = await apply(folder, ...words);
		expect(out).toBe("");
		expect(err.split("\n")).toHaveLength(2);
		expect(code).toBe(2);
		return err.split("\n")[0];
	};
	expect(await told("--add", "sales(state) as idx_x", "--add", "sales(lot_id) as idx_x")).toBe(
		"Table sales already has an index idx_x.",
	);
	expect(await told("--schema", "{schema,twice}.ts", "--add", "sales(state)")).toBe(
		"Table sales is defined more than once: sales in schema.ts, again in twice.ts.",
	);
	expect(await told("--add", "sales(state)", "--branch", "a..b")).toBe('"a..b" is no name of a branch.');
	expect(await told("--add", "sales(state)", "--migration")).toBe("There are no migrations in drizzle.");
	expect(readFileSync(join(folder, "schema.ts"), "utf8")).toBe(SCHEMA);
	writeFileSync(join(folder, "twice.ts"), "changed");
	expect(await told("--add", "sales(state)")).toBe("The work tree has changes that are not committed: twice.ts.");
	expect(await git(folder, "status", "--porcelain")).toBe(" M twice.ts");
});

test("A file or folder that may not be written is told before anything is.", async () => {
	const folder = await project();
	chmodSync(folder, 0o755);
	chmodSync(join(folder, "schema.ts"), 0o444);
	const words = [process.execPath, PROGRAM, "apply", ...MOVE, "--allow-dirty"];
	// For root every file may be written, so that somebody else has to try.
	const nobody = process.getuid?.() === 0 ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] : [];
	const [program = "", ...rest] = [...nobody, ...words];
	const result = await execa(program, rest, { cwd: folder, reject: false, env: { HOME: "/nonexistent" } });
	expect(result.stderr).toMatch(/^schema\.ts cannot be written: /);
	expect(result.exitCode).toBe(2);
	expect(readFileSync(join(folder, "schema.ts"), "utf8")).toBe(SCHEMA);
});

test("With migrations, one is made and proven on a MySQL of its own; the next generate has nothing to do.", async () => {
	const folder = await project();
	const kit = join(folder, "node_modules", "drizzle-kit", "bin.cjs");
	const good = SCHEMA.replace(/\(table\) => \(\{[\s\S]*?\}\)\);/, "() => ({}));");
	writeFileSync(join(folder, "schema.ts"), good);
	await execa(process.execPath, [kit, "generate"], { cwd: folder });
	await git(folder, "add", ".");
	await git(folder, "commit", "--quiet", "-m", "migrations");
	const { code, out, err } = await apply(folder, "--add", "sales(lotId, state desc)", "--json", "--server", "packages");
	expect(code, err).toBe(0);
	const { migration } = JSON.parse(out);
	expect(migration).toMatchObject({ how: "generated", carriedAlong: [], drift: [] });
	expect(migration.statements[0].sql).toBe(
		"CREATE INDEX `idx_sales_lot_id_state` ON `sales` (`lot_id`, `state` DESC) ALGORITHM = INPLACE LOCK = NONE",
	);
	for (const file of migration.files) expect(existsSync(join(folder, file))).toBe(true);
	const files = filesIn(folder);
	const next = await execa(process.execPath, [kit, "generate"], { cwd: folder });
	expect(next.stdout).toContain("No schema changes");
	expect(filesIn(folder)).toEqual(files);
});
