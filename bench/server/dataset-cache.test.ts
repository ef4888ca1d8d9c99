import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { silentProgress } from "../../base/progress.ts";
import { type DatasetName, datasetFolder, keepDataset, restoreDataset } from "./dataset-cache.ts";
import { datasetsFolder, listKeptFolders, removeKept } from "./kept-datasets.ts";
import { createRunFolder, type RunFolder } from "./run-folder.ts";

/** Enough for the work to be watched; of holes, which take no room until they are copied. */
const LONG_BYTES = 1.2e9;
const silent = { progress: silentProgress, signal: new AbortController().signal };

let name: DatasetName;
let run: RunFolder;
let data: string;

beforeEach(async () => {
	const cacheFolder = await mkdtemp(join(tmpdir(), "index-impact-cache-"));
	name = { cacheFolder, datasetKey: "key", version: "1", datasetTitle: "a test", cacheLimitBytes: 20e9 };
	run = await createRunFolder(cacheFolder);
	data = join(run.path, "data");
	await mkdir(join(data, "index_impact"), { recursive: true });
	for (const file of ["ibdata1", "mysqld.pid", "index_impact/sales.ibd"]) await writeFile(join(data, file), file);
});

afterEach(async () => {
	await run.remove();
	await rm(name.cacheFolder, { recursive: true });
});

/** Ctrl-C as soon as the first bytes of a long work are done. @returns also how many megabytes were done in the end. */
function abortAtFirstBytes() {
	const abort = new AbortController();
	const seen = { megabytes: 0, finished: false };
	const task = {
		update(done: number) {
			seen.megabytes = done;
			if (done > 0) abort.abort();
		},
		finish() {
			seen.finished = true;
		},
	};
	return { seen, watch: { progress: { ...silentProgress, task: () => task }, signal: abort.signal } };
}

test("a kept data directory comes back as it was, without what a server makes anew", async () => {
	await keepDataset(name, data, run, silent);
	const target = join(run.path, "restored");
	expect(await restoreDataset(name, target, silent)).toEqual({ state: "whole" });
	const files = await readdir(target, { recursive: true });
	expect(files).toEqual(expect.arrayContaining(["ibdata1", "index_impact", join("index_impact", "sales.ibd")]));
	expect(files).not.toContain("mysqld.pid");
});

test("Ctrl-C ends the keeping of a large dataset within a file, and nothing is kept", async () => {
	await truncate(join(data, "index_impact/sales.ibd"), LONG_BYTES);
	const { seen, watch } = abortAtFirstBytes();
	await expect(keepDataset(name, data, run, watch)).rejects.toMatchObject({ kind: "interrupted" });
	expect(seen.megabytes).toBeLessThan(100);
	expect(seen.finished).toBe(true);
	expect(existsSync(datasetFolder(name))).toBe(false);
	expect(existsSync(join(run.path, "kept"))).toBe(false);
});

test("Ctrl-C ends the restoring of a large dataset before it is compared, and no half of it is left", async () => {
	await keepDataset(name, data, run, silent);
	await truncate(join(datasetFolder(name), "index_impact/sales.ibd"), LONG_BYTES);
	const target = join(run.path, "restored");
	const { seen, watch } = abortAtFirstBytes();
	await expect(restoreDataset(name, target, watch)).rejects.toMatchObject({ kind: "interrupted" });
	// All of it at once where the file system shares blocks.
	expect(seen.megabytes).toBeLessThanOrEqual(LONG_BYTES / 1e6 + 1);
	expect(existsSync(target)).toBe(false);
});

test("a dataset that another run removes while it is looked at, or copied, is one that is not there", async () => {
	for (let round = 0; round < 20; round++) {
		for (const key of ["one", "two"]) await keepDataset({ ...name, datasetKey: key }, data, run, silent);
		const [listed, ...restored] = await Promise.all([
			listKeptFolders(name.cacheFolder),
			restoreDataset({ ...name, datasetKey: "one" }, join(run.path, "first"), silent),
			restoreDataset({ ...name, datasetKey: "two" }, join(run.path, "second"), silent),
			...["one-1", "two-1", "one-1"].map((id) =>
				removeKept(name.cacheFolder, { id, title: "", bytes: 0, usedAt: new Date(), place: "folder" }),
			),
		]);
		expect(listed.length).toBeLessThanOrEqual(2);
		for (const result of restored.slice(0, 2)) expect(["absent", "whole"]).toContain(result?.state);
		for (const target of ["first", "second"]) await rm(join(run.path, target), { recursive: true, force: true });
	}
	expect(await readdir(datasetsFolder(name.cacheFolder))).toEqual([]);
});
