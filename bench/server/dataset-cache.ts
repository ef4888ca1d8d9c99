import { mkdir, open, readdir, rename, rm, stat, utimes } from "node:fs/promises";
import { basename, join } from "node:path";
import { folderBytes, requireFreeBytes } from "../../base/disk.ts";
import { codeOf } from "../../base/errors.ts";
import { type ByteWatch, type ByteWork, startByteWork } from "./byte-work.ts";
import { copyFolder } from "./copy-folder.ts";
import { findDamage, isManifest, takeManifest, writeManifest } from "./dataset-manifest.ts";
import { datasetsFolder, evictKept, TITLE_FILE, writeTitle } from "./kept-datasets.ts";
import type { RunFolder } from "./run-folder.ts";

/** Which kept dataset: what was seeded and which server wrote it. */
export interface DatasetName {
	readonly cacheFolder: string;
	readonly datasetKey: string;
	/** Of the server: data directories are not exchanged between versions. */
	readonly version: string;
	/** What it is, for people. */
	readonly datasetTitle: string;
	/** Kept data directories together take no more than this; the least recently used go first. */
	readonly cacheLimitBytes: number;
}

/** What a server makes anew by itself, or what must not be shared between runs: keys, sockets, temporary files. */
const NOT_KEPT = /\.(pid|sock|sock\.lock|pem)$|_tmp$|^(ibtmp1|#innodb_temp|auto\.cnf|ib_buffer_pool)$/;

/** Where a dataset is kept; only a complete copy ever has this name. */
export function datasetFolder({
	cacheFolder,
	datasetKey,
	version,
}: Pick<DatasetName, "cacheFolder" | "datasetKey" | "version">): string {
	return join(datasetsFolder(cacheFolder), `${datasetKey}-${version}`.replaceAll(/[^\w.-]/g, "_"));
}

/** What came of restoring: "whole" is proven byte for byte to be what was kept. */
export type Restored =
	| { readonly state: "absent" | "whole" }
	| { readonly state: "damaged" /** Completes a sentence. */; readonly damage: string };

/**
 * Copies a kept data directory for a run. Unless the copy is whole, the target does not exist afterwards.
 * @throws BenchError "environment" when there is no room for the copy, "interrupted" on abort.
 */
export async function restoreDataset(name: DatasetName, target: string, watch: ByteWatch): Promise<Restored> {
	const kept = datasetFolder(name);
	const known = await stat(kept).catch(() => undefined);
	if (!known?.isDirectory()) return { state: "absent" };
	const bytes = await folderBytes(kept);
	await requireFreeBytes(name.cacheFolder, bytes, "A copy of the kept dataset");
	const work = startByteWork("copy the kept dataset", 2 * bytes, watch);
	try {
		await copyFolder(kept, target, isNotKept, work);
		// The copy and not the original: it is what will be measured.
		const damage = await findDamage(target, basename(kept), isNoData, work);
		if (damage !== undefined) {
			await rm(target, { recursive: true, force: true });
			return { state: "damaged", damage };
		}
		await utimes(kept, new Date(), new Date());
		return { state: "whole" };
	} catch (error) {
		await rm(target, { recursive: true, force: true });
		// Another run replaced or discarded it in the meantime.
		if (codeOf(error) === "ENOENT") return { state: "absent" };
		throw error;
	} finally {
		work.finish();
	}
}

/**
 * Keeps the data directory of a server that was shut down in order, in place of an earlier copy of the same name.
 * @throws BenchError "environment" when there is no room for the copy, "interrupted" on abort.
 */
export async function keepDataset(
	name: DatasetName,
	dataFolder: string,
	run: RunFolder,
	watch: ByteWatch,
): Promise<void> {
	const bytes = await folderBytes(dataFolder);
	// With room left for the indexes under test, which this run has still to build.
	await requireFreeBytes(name.cacheFolder, bytes * 1.35, "A copy for later runs");
	const copy = join(run.path, "kept");
	const work = startByteWork("keep the dataset for later runs", 2 * bytes, watch);
	try {
		// Of the original: what goes wrong in copying must not count as right.
		const manifest = await takeManifest(dataFolder, basename(datasetFolder(name)), (path) => !isNoData(path), work);
		await copyFolder(dataFolder, copy, isNotKept, work);
		await writeManifest(copy, manifest);
		await writeTitle(copy, name.datasetTitle);
		await flushFolder(copy, work);
		await discardDataset(name, run);
		await mkdir(datasetsFolder(name.cacheFolder), { recursive: true, mode: 0o700 });
		await rename(copy, datasetFolder(name));
		await evictKept(name.cacheFolder, name.cacheLimitBytes, basename(datasetFolder(name)));
	} catch (error) {
		await rm(copy, { recursive: true, force: true });
		// Another run kept the same dataset a moment earlier: theirs is as good.
		if (codeOf(error) !== "ENOTEMPTY") throw error;
	} finally {
		work.finish();
	}
}

/** Removes a kept dataset; by a rename first, so that nobody finds half of it. */
export async function discardDataset(name: DatasetName, run: RunFolder): Promise<void> {
	await removeByRename(datasetFolder(name), run);
}

async function removeByRename(folder: string, run: RunFolder): Promise<void> {
	const away = join(run.path, `discarded-${basename(folder)}`);
	const gone = await rename(folder, away).then(
		() => true,
		() => false,
	);
	if (gone) await rm(away, { recursive: true, force: true });
}

function isNotKept(name: string): boolean {
	return NOT_KEPT.test(name);
}

function isNoData(path: string): boolean {
	return path === TITLE_FILE || isManifest(path) || path.split("/").some(isNotKept);
}

/** Without this a power cut could leave the final name on files that never reached the disk. */
async function flushFolder(folder: string, work: ByteWork): Promise<void> {
	for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
		if (!entry.isFile()) continue;
		work.advance(0);
		const file = await open(join(entry.parentPath, entry.name), "r+");
		await file.datasync().finally(() => file.close());
	}
}
