import { mkdir, mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { folderBytes } from "../../base/disk.ts";
import { keptAnswer } from "../cli/seed/kept-datasets.ts";
import { forgetImageUse, imageUsedAt, noteImageUse } from "./image-use.ts";
import { beyondLimit } from "./kept-dataset.ts";
import { datasetsFolder, evictKept, listKeptFolders, writeTitle } from "./kept-datasets.ts";

let cache: string;
beforeEach(async () => {
	cache = await mkdtemp(join(tmpdir(), "index-impact-kept-"));
	for (const [day, id] of ["old", "middle", "new"].entries()) {
		const folder = join(datasetsFolder(cache), id);
		await mkdir(folder, { recursive: true });
		await writeFile(join(folder, "ibdata1"), Buffer.alloc(1000));
		if (id !== "middle") await writeTitle(folder, `terp, scale ${id}`);
		await utimes(folder, new Date(2026, 0, 1 + day), new Date(2026, 0, 1 + day));
	}
});
afterEach(() => rm(cache, { recursive: true }));

const asked = (clean?: string | true) => keptAnswer({ clean, json: false }, { INDEX_IMPACT_CACHE: cache });
const ids = async () => (await listKeptFolders(cache)).map((dataset) => dataset.id);

test("kept datasets are listed with what they hold, last used first", async () => {
	expect(await ids()).toEqual(["new", "middle", "old"]);
	const shown = await asked();
	expect(shown).toContain("terp, scale new");
	expect(shown).toContain("unknown");
});

test("over the limit, the least recently used go first, but never the one just kept", async () => {
	expect(await evictKept(cache, 2100, "new")).toEqual(["old"]);
	expect(await evictKept(cache, 0, "new")).toEqual(["middle"]);
	expect(await ids()).toEqual(["new"]);
});

test("of images too, those go that no run used for longest, by what runs noted and not by when they were made", async () => {
	for (const image of ["index-impact-dataset:a", "index-impact-dataset:b"]) await noteImageUse(cache, image);
	await forgetImageUse(cache, "index-impact-dataset:b");
	const noted = await imageUsedAt(cache, "index-impact-dataset:a");
	expect(noted?.getTime()).toBeGreaterThan(new Date(2026, 0, 1).getTime());
	expect(await imageUsedAt(cache, "index-impact-dataset:b")).toBeUndefined();
	const image = (id: string, day: number) => ({
		id,
		title: id,
		bytes: 1000,
		usedAt: new Date(2026, 0, day),
		place: "image" as const,
	});
	const kept = [image("b", 2), image("a", 1), image("c", 3)];
	expect(beyondLimit(kept, 2000, "c").map(({ id }) => id)).toEqual(["a"]);
	expect(beyondLimit(kept, 0, "a").map(({ id }) => id)).toEqual(["b", "c"]);
	expect(beyondLimit(kept, 3000, undefined)).toEqual([]);
});

test("within the limit, all stay", async () => {
	expect(await evictKept(cache, 1e6, "new")).toEqual([]);
	expect(await ids()).toHaveLength(3);
});

test("two runs may make room at once, and a folder that is gone has no bytes", async () => {
	const removed = await Promise.all([evictKept(cache, 0, "new"), evictKept(cache, 0, "new")]);
	expect(new Set(removed.flat())).toEqual(new Set(["old", "middle"]));
	expect(await ids()).toEqual(["new"]);
	expect(await folderBytes(join(datasetsFolder(cache), "old"))).toBe(0);
	expect(await folderBytes(join(datasetsFolder(cache), "new"))).toBeGreaterThan(1000);
});

test("one is removed by its id, an unknown id is a user's mistake, and without an id all go", async () => {
	await asked("middle");
	expect(await ids()).toEqual(["new", "old"]);
	await expect(asked("middle")).rejects.toMatchObject({ exitCode: 2 });
	await asked(true);
	expect(await ids()).toEqual([]);
});

test("nothing kept is no mistake", async () => {
	await rm(datasetsFolder(cache), { recursive: true });
	expect(await listKeptFolders(cache)).toEqual([]);
});
