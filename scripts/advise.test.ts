import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, expect, test } from "vitest";
import { adviceSchema } from "../bench/record/advice/schema.ts";

const ROOT = join(import.meta.dirname, "..");

let folder: string;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "index-impact-advise-"));
	await cp(join(ROOT, "examples", "shop"), folder, { recursive: true });
	await symlink(join(ROOT, "node_modules"), join(folder, "node_modules"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const command = (...words: readonly string[]) =>
	execa(process.execPath, [join(ROOT, "scripts", "index-impact.ts"), ...words], {
		cwd: folder,
		reject: false,
		env: { NO_COLOR: "1", INDEX_IMPACT_SUITE: undefined },
	});

test("a project's queries get their indexes: one document, a report beside it, and apply takes the set", async () => {
	const { stdout, stderr, exitCode } = await command(
		...["advise", "--query", "queries.sql", "--scale", "smoke", "--server", "packages", "--no-judge", "--json"],
		...["--try", "orders(total)", "--max-candidates", "16"],
	);
	expect(exitCode, stderr).toBe(0);
	const advice = adviceSchema.parse(JSON.parse(stdout));
	expect(advice).toMatchObject({ status: "complete", suite: "shop" });
	expect(advice.chosen).toContain("+order_lines(order_id)");
	expect(advice.candidates.find(({ id }) => id === "+orders(total)")?.origins).toContainEqual({ from: "asked" });
	expect(advice.command).toContain("index-impact advise");
	const out = join(folder, "results", advice.adviceId);
	expect(await readFile(join(out, "advice.md"), "utf8")).toContain("order_lines(order_id)");
	const applied = await command("apply", "--from", join(out, "advice.json"), "--dry-run", "--json", "--no-type-check");
	expect(applied.exitCode, applied.stderr).toBe(0);
	expect(JSON.parse(applied.stdout).edits).toHaveLength(advice.chosen.length);
});

test("--from takes what the audit advises, here or from a file, and nothing else", async () => {
	const told = await command("audit", "--json", "--fail-on", "never", "--query", "queries.sql");
	const { findings } = JSON.parse(told.stdout) as {
		findings: { rule: string; table: string; remedy?: { kind: string } }[];
	};
	const advised = findings.filter(({ remedy }) => remedy !== undefined && remedy.kind !== "drop");
	expect(advised.length).toBeGreaterThan(1);
	const one = advised.filter(({ table }) => table === "order_lines");
	await writeFile(join(folder, "found.json"), JSON.stringify({ findings: one }));
	const flags = ["--query", "queries.sql", "--scale", "smoke", "--server", "packages", "--no-judge", "--json"];
	const { stdout, stderr, exitCode } = await command("advise", "--from", "found.json", ...flags);
	expect(exitCode, stderr).toBe(0);
	const { candidates } = adviceSchema.parse(JSON.parse(stdout));
	expect(candidates.map(({ change, table }) => [change, table])).toEqual(one.map(() => ["add", "order_lines"]));
	expect(candidates.flatMap(({ origins }) => origins.map(({ from }) => from))).toEqual(one.map(() => "finding"));

	await writeFile(join(folder, "found.json"), "{");
	const broken = await command("advise", "--from", "found.json", ...flags);
	expect([broken.exitCode, broken.stderr]).toEqual([
		2,
		expect.stringMatching(/^found\.json cannot be read: .*\n.*audit --json\.$/),
	]);
});
