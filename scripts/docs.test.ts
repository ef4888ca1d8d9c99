import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readWaivers } from "../bench/judge/waivers.ts";
import { readRecord } from "../bench/record/file.ts";
import { runRecordSchema } from "../bench/record/schema.ts";
import { withResults } from "../bench/report/markdown/readme-results.ts";

const ROOT = join(import.meta.dirname, "..");
const DOCS = join(ROOT, "docs");

let folder: string;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "index-impact-docs-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const page = (name: string): Promise<string> => readFile(join(DOCS, name), "utf8");
const pages = async (): Promise<string[]> => (await readdir(DOCS)).filter((name) => name.endsWith(".md"));

/** The page's fenced blocks of one language, without their fences. */
function blocks(text: string, language: string): readonly string[] {
	return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, "gms"))].map(([, block]) => block ?? "");
}

describe("docs/writing-a-suite.md", () => {
	/** The page's files in a checkout of their own, which shares everything else with this one. */
	async function checkout(): Promise<readonly string[]> {
		for (const shared of ["base", "mysql", "schema", "scenarios", "seed", "node_modules", "package.json"]) {
			await symlink(join(ROOT, shared), join(folder, shared));
		}
		const files: string[] = [];
		for (const block of blocks(await page("writing-a-suite.md"), "ts")) {
			const [, name = ""] = /^\/\/ (\S+)\n/.exec(block) ?? [];
			await mkdir(dirname(join(folder, name)), { recursive: true });
			await writeFile(join(folder, name), block);
			files.push(name);
		}
		return files;
	}

	test("holds a whole suite that is measured from nothing to verdict on a real MySQL", async () => {
		expect(await checkout()).toEqual(["my-suite/tables.ts", "my-suite/rows.ts", "my-suite/suite.ts"]);
		const program = join(ROOT, "scripts", "index-impact.ts");
		const suite = "./my-suite/suite.ts";
		const { stdout, stderr, exitCode } = await execa(
			process.execPath,
			[
				...[program, "bench", "--suite", suite, "--scale", "smoke", "--server", "packages"],
				...["--budget", "4", "--out", "out", "--json"],
			],
			{ cwd: folder, reject: false, env: { NO_COLOR: "1" } },
		);
		expect(exitCode, stderr).toBe(0);
		const record = runRecordSchema.parse(JSON.parse(stdout));
		expect(record).toMatchObject({ suite: "shop", status: "complete" });
		expect(record.dataset.tables.map(({ name, rows }) => [name, rows])).toEqual([
			["customers", 200],
			["orders", 5_000],
		]);
		expect(record.command).toContain(`--suite ${suite}`);
		const [open, control] = record.scenarios;
		for (const { after } of open?.strata ?? []) expect(after.plan[0]?.key).toBe("idx_orders_customer_id");
		expect(control?.strata[0]?.verdict).toBe("no-change");
		expect(record.indexes).toMatchObject([{ name: "idx_orders_customer_id", usedBy: ["orders/open-of-customer"] }]);
		expect(record.claims).toHaveLength(1);
	});

	test("holds code that the compiler accepts", async () => {
		await writeFile(
			join(folder, "tsconfig.json"),
			JSON.stringify({ extends: join(ROOT, "tsconfig.json"), include: ["my-suite"] }),
		);
		const { stdout, exitCode } = await execa(join(ROOT, "node_modules", ".bin", "tsc"), ["-p", folder], {
			reject: false,
		});
		expect(stdout).toBe("");
		expect(exitCode).toBe(0);
	});
});

describe("docs/ci.md", () => {
	test("shows waivers as the gate reads them", async () => {
		const [example = ""] = blocks(await page("ci.md"), "json");
		const path = join(folder, "waivers.json");
		await writeFile(path, example);
		expect(await readWaivers(path)).toHaveLength(2);
	});
});

describe("every page", () => {
	test.each(["bench", "report", "compare", "seed"])("names only flags that pnpm %s has", async (command) => {
		const { stdout } = await execa(process.execPath, [join(ROOT, "scripts", "index-impact.ts"), command, "--help"]);
		const known = stdout.match(/--[a-z][a-z-]+/g);
		for (const name of await pages()) {
			for (const [line] of (await page(name)).matchAll(new RegExp(`pnpm ${command}(?![\\w:-])[^\\n\`]*`, "g"))) {
				for (const [used] of line.matchAll(/--[a-z][a-z-]+/g)) expect(known, `${name}: ${line}`).toContain(used);
			}
		}
	});

	test("links to files that exist", async () => {
		for (const name of await pages()) {
			for (const [, target = ""] of (await page(name)).matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)) {
				await expect(
					readFile(resolve(DOCS, target)).then(() => "there"),
					`${name}: ${target}`,
				).resolves.toBe("there");
			}
		}
	});
});

test("the README shows the results of the committed example run, figure by figure", async () => {
	const readme = await readFile(join(ROOT, "README.md"), "utf8");
	const record = await readRecord(join(ROOT, "results", "example"));
	expect(withResults(readme, record, "results/example")).toBe(readme);
});
