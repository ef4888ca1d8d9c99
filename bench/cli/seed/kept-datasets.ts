import { resolve } from "node:path";
import { defaultCacheFolder } from "../../../base/cache-folder.ts";
import { BenchError } from "../../../base/errors.ts";
import { formatBytes } from "../../report/format.ts";
import type { KeptDataset } from "../../server/kept-dataset.ts";
import { listKept, removeKept } from "../../server/kept-datasets.ts";

/**
 * `seed --list` and `seed --clean`: what is kept for later runs, or what became of it.
 * @throws BenchError kind "usage" when there is no dataset of that id.
 */
export async function keptAnswer(
	{ clean, json }: { readonly clean: string | true | undefined; readonly json: boolean },
	environment: NodeJS.ProcessEnv,
): Promise<string> {
	const cacheFolder = resolve(defaultCacheFolder(environment));
	const datasets = clean === undefined ? await listKept(cacheFolder) : await removeChosen(cacheFolder, clean);
	const bytes = datasets.reduce((sum, dataset) => sum + dataset.bytes, 0);
	if (json) return `${JSON.stringify({ [clean === undefined ? "kept" : "removed"]: datasets, bytes })}\n`;
	if (clean !== undefined) return `${datasets.length} removed, ${formatBytes(bytes)} freed\n`;
	if (datasets.length === 0) return "No dataset is kept.\n";
	return `${datasets.map(describe).join("\n")}\n${datasets.length} kept, ${formatBytes(bytes)}\n`;
}

/** Removes one kept dataset, or all. Runs that are using a copy go on. */
async function removeChosen(cacheFolder: string, id: string | true): Promise<readonly KeptDataset[]> {
	const kept = await listKept(cacheFolder);
	const chosen = id === true ? kept : kept.filter((dataset) => dataset.id === id);
	if (chosen.length === 0 && id !== true) {
		throw new BenchError("usage", `No kept dataset is called ${id}.`, "`index-impact seed --list` shows what is kept.");
	}
	for (const dataset of chosen) await removeKept(cacheFolder, dataset);
	return chosen;
}

function describe({ id, title, bytes, usedAt, place }: KeptDataset): string {
	const used = usedAt.toISOString().slice(0, 16).replace("T", " ");
	return `${id.padEnd(44)} ${formatBytes(bytes).padStart(10)}  ${place.padEnd(6)}  used ${used} UTC  ${title}`;
}
