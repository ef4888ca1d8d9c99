import { readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { folderBytes } from "../../base/disk.ts";
import { newRunName, ownerOf, stateOf } from "../../base/run-owner.ts";
import { findEngine } from "./container-engine.ts";
import { listDatasetImages, removeDatasetImage } from "./dataset-image.ts";
import { beyondLimit, type KeptDataset, lastUsedFirst } from "./kept-dataset.ts";

/** On its way out; the rest of the name tells whose removal it is. */
const REMOVED = ".removed-";
/** Says in a kept data directory what it holds. */
export const TITLE_FILE = "index-impact-dataset.txt";

/** Where kept data directories lie. */
export function datasetsFolder(cacheFolder: string): string {
	return join(cacheFolder, "datasets");
}

/** Says in a kept data directory what it holds; mysqld passes over files it does not know. */
export async function writeTitle(folder: string, title: string): Promise<void> {
	await writeFile(join(folder, TITLE_FILE), `${title}\n`, { mode: 0o600 });
}

/** Kept data directories, last used first. */
export async function listKeptFolders(cacheFolder: string): Promise<readonly KeptDataset[]> {
	const folder = datasetsFolder(cacheFolder);
	const found: KeptDataset[] = [];
	for (const id of await readdir(folder).catch(() => [])) {
		const path = join(folder, id);
		const known = await stat(path).catch(() => undefined);
		if (!known?.isDirectory() || id.startsWith(REMOVED)) continue;
		const title = await readFile(join(path, TITLE_FILE), "utf8").catch(() => "unknown");
		found.push({ id, title: title.trim(), bytes: await folderBytes(path), usedAt: known.mtime, place: "folder" });
	}
	return lastUsedFirst(found);
}

/** Removes what a run was removing when it was killed. */
export async function sweepRemoved(cacheFolder: string): Promise<void> {
	const folder = datasetsFolder(cacheFolder);
	for (const name of await readdir(folder).catch(() => [])) {
		const owner = name.startsWith(REMOVED) ? ownerOf(name.slice(REMOVED.length)) : undefined;
		if (owner !== undefined && stateOf(owner) === "dead") {
			await rm(join(folder, name), { recursive: true, force: true });
		}
	}
}

/** Everything kept on this machine, last used first: data directories, and images where a container engine answers. */
export async function listKept(cacheFolder: string): Promise<readonly KeptDataset[]> {
	const engine = await findEngine();
	const images = engine === undefined ? [] : await listDatasetImages(engine, cacheFolder);
	return lastUsedFirst([...(await listKeptFolders(cacheFolder)), ...images]);
}

/**
 * Removes one kept dataset; by a rename first, so that nobody finds half of it. Runs that copied it go on, and that
 * another run removed it already is fine.
 */
export async function removeKept(cacheFolder: string, { id, place }: KeptDataset): Promise<void> {
	if (place === "image") {
		const engine = await findEngine();
		if (engine !== undefined) await removeDatasetImage(engine, cacheFolder, id);
		return;
	}
	const away = join(datasetsFolder(cacheFolder), `${REMOVED}${newRunName()}`);
	await rename(join(datasetsFolder(cacheFolder), id), away).catch((error: NodeJS.ErrnoException) => {
		if (error.code !== "ENOENT") throw error;
	});
	await rm(away, { recursive: true, force: true });
}

/**
 * Removes the least recently used data directories until the rest fits.
 * @param keep id of the one that must stay, whatever its size.
 * @returns ids of those removed.
 */
export async function evictKept(cacheFolder: string, limitBytes: number, keep: string): Promise<readonly string[]> {
	const gone = beyondLimit(await listKeptFolders(cacheFolder), limitBytes, keep);
	for (const dataset of gone) await removeKept(cacheFolder, dataset);
	return gone.map(({ id }) => id);
}
