import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadAsBundled, loadModule } from "./load-module.ts";

let folder: string;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "index-impact-test-"));
	await mkdir(join(folder, "src"));
	await writeFile(join(folder, "tsconfig.json"), '{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }');
	await writeFile(join(folder, "src", "state.ts"), 'export enum State { Open = "open" }');
	await writeFile(join(folder, "plain.mjs"), "export const plain = 1;");
	await writeFile(join(folder, "broken.mjs"), "export const x = (;");
	await writeFile(join(folder, "old.cjs"), "module.exports = { rows: 3 };");
	await writeFile(
		join(folder, "all.ts"),
		'import { State } from "./src/state";\nimport { State as again } from "@/state";\nimport { defineConfig } from "index-impact";\nexport const found = [State.Open, again.Open, typeof defineConfig];',
	);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const load = (name: string) => loadModule(pathToFileURL(join(folder, name)).href);

test("a module is loaded as a bundler would where Node.js cannot: no endings, aliases, enums, this package's own name", async () => {
	expect(await load("plain.mjs")).toMatchObject({ plain: 1 });
	expect(await load("all.ts")).toMatchObject({ found: ["open", "open", "function"] });
	expect(await loadAsBundled(join(folder, "old.cjs"))).toMatchObject({ default: { rows: 3 } });
});

test("what is wrong with it is told as it is", async () => {
	await expect(loadAsBundled(join(folder, "broken.mjs"))).rejects.toThrow(/broken.mjs/);
	await expect(load("nowhere.ts")).rejects.toThrow(/nowhere/);
});
