import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { requireWritable, type Target } from "./paths.ts";

let folder: string;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "index-impact-targets-"));
	await writeFile(join(folder, "file"), "");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const check = (path: string, kind: Target["kind"] = "folder") => requireWritable([{ flag: "--out", path, kind }]);

test("folders and files that are not there yet may be written below one that is, and nothing is left of the trial", async () => {
	await check(join(folder, "a", "b", "c"));
	await check(join(folder, "a", "b.xml"), "file");
	await check(join(folder, "file"), "file");
	expect(await readdir(folder)).toEqual(["file"]);
});

test.each([
	[
		"a pseudo file system",
		() => ["/proc/nope/run", "folder"],
		/^--out \/proc\/nope\/run cannot .*\/proc takes no new file/,
	],
	["a file below it", () => ["/proc/nope/junit.xml", "file"], /\/proc takes no new file/],
	["a folder below a file", () => [join(folder, "file", "run"), "folder"], /file is no folder/],
	["a file in place of a folder", () => [join(folder, "file"), "folder"], /it is a file/],
	["a folder in place of a file", () => [folder, "file"], /it is a folder/],
] as const satisfies readonly (readonly [string, () => readonly [string, Target["kind"]], RegExp])[])(
	"%s is refused in one sentence",
	async (_, target, sentence) => {
		const [path, kind] = target();
		await expect(check(path, kind)).rejects.toMatchObject({ kind: "usage", message: expect.stringMatching(sentence) });
	},
);
