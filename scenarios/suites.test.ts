import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { BenchError } from "../base/errors.ts";
import { loadSuite } from "./suites.ts";

let folder: string;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "index-impact-suites-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function file(name: string, content: string): Promise<string> {
	const path = join(folder, name);
	await writeFile(path, content);
	return path;
}

test("a suite is found by its id", async () => {
	expect((await loadSuite("perf-001")).indexes).toHaveLength(6);
});

test("an unknown suite is a mistake of the user, and the remedy lists those there are", async () => {
	const failure = loadSuite("perf-002");
	await expect(failure).rejects.toThrow(BenchError);
	await expect(failure).rejects.toMatchObject({ kind: "usage", remedy: expect.stringContaining("perf-001") });
});

test("a suite is loaded from a file of TypeScript, exported as suite or by default", async () => {
	const source = join(import.meta.dirname, "perf-001", "index.ts");
	const named = await file("named.ts", `export { perf001 as suite } from ${JSON.stringify(source)};`);
	const byDefault = await file("default.mts", `export { perf001 as default } from ${JSON.stringify(source)};`);
	expect((await loadSuite(named)).id).toBe("perf-001");
	expect((await loadSuite(byDefault)).id).toBe("perf-001");
});

const whole = '{ id: "mine", title: "Mine", tables: [], indexes: [], scenarios: [], claims: [], dataset: {} }';

test.each([
	["is not there", undefined, "There is no suite file"],
	["does not parse", "export const suite = {", "cannot be loaded: "],
	["throws", "\nthrow new Error('no such thing');", "throws.ts:2: no such thing."],
	["imports what is not there", 'import "./nowhere.ts";', "nowhere.ts"],
	["exports something else", "export const suit = 1;", "an export named suite"],
	["has an id that cannot name a folder", "export default { id: '../up' };", "its id"],
	["has no title", 'export default { id: "a" };', "its title"],
	["has no scenarios", `export default { ...${whole}, scenarios: undefined };`, "its scenarios must be a list"],
	["has no dataset", `export default { ...${whole}, dataset: null };`, "no dataset"],
	[
		"does not hang together",
		`export default { ...${whole}, indexes: [{ name: "i", table: "t", columns: ["c"] }] };`,
		"does-not-hang-together.ts:1: Index i is on table t, which the suite does not have",
	],
])("a suite file that %s is refused in one sentence", async (name, content, sentence) => {
	const path = join(folder, `${name.replaceAll(" ", "-")}.ts`);
	if (content !== undefined) await writeFile(path, content);
	const failure = loadSuite(path);
	await expect(failure).rejects.toMatchObject({ kind: "usage", message: expect.stringContaining(sentence) });
	await expect(failure).rejects.toMatchObject({ remedy: expect.stringContaining("docs/writing-a-suite.md") });
});
