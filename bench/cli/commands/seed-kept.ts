import { BenchError } from "../../../base/errors.ts";
import { formatBytes } from "../../report/format.ts";
import type { KeptDataset } from "../../server/kept-dataset.ts";
import { listKept, removeKept } from "../../server/kept-datasets.ts";

/** `pnpm seed --list`: what is kept for later runs, last used first. */
export async function showKept(cacheFolder: string): Promise<string> {
	const kept = await listKept(cacheFolder);
	if (kept.length === 0) return "No dataset is kept.\n";
	const lines = kept.map(describe);
	const bytes = kept.reduce((sum, dataset) => sum + dataset.bytes, 0);
	return `${lines.join("\n")}\n${kept.length} kept, ${formatBytes(bytes)}\n`;
}

/**
 * `pnpm seed --clean [id]`: removes one kept dataset, or all. Runs that are using a copy go on.
 * @throws BenchError kind "usage" when there is none of that id.
 */
export async function cleanKept(cacheFolder: string, id: string | true): Promise<string> {
	const kept = await listKept(cacheFolder);
	const chosen = id === true ? kept : kept.filter((dataset) => dataset.id === id);
	if (chosen.length === 0 && id !== true) {
		throw new BenchError("usage", `No kept dataset is called ${id}.`, "`pnpm seed --list` shows what is kept.");
	}
	for (const dataset of chosen) await removeKept(cacheFolder, dataset);
	const bytes = chosen.reduce((sum, dataset) => sum + dataset.bytes, 0);
	return `${chosen.length} removed, ${formatBytes(bytes)} freed\n`;
}

function describe({ id, title, bytes, usedAt, place }: KeptDataset): string {
	const used = usedAt.toISOString().slice(0, 16).replace("T", " ");
	return `${id.padEnd(44)} ${formatBytes(bytes).padStart(10)}  ${place.padEnd(6)}  used ${used} UTC  ${title}`;
}
