/** A dataset that survives for later runs. */
export interface KeptDataset {
	/** What `--clean` takes: a folder's name, or an image's tag. */
	readonly id: string;
	/** Suite, scale and seed as far as they are known. */
	readonly title: string;
	readonly bytes: number;
	readonly usedAt: Date;
	readonly place: "folder" | "image";
}

/** The datasets, last used first. */
export function lastUsedFirst(kept: readonly KeptDataset[]): readonly KeptDataset[] {
	return kept.toSorted((a, b) => b.usedAt.getTime() - a.usedAt.getTime());
}

/**
 * Which datasets must go so that the rest fits, the least recently used first.
 * @param keep id of the one that must stay, whatever its size.
 */
export function beyondLimit(
	kept: readonly KeptDataset[],
	limitBytes: number,
	keep: string | undefined,
): readonly KeptDataset[] {
	let bytes = kept.reduce((sum, dataset) => sum + dataset.bytes, 0);
	const gone: KeptDataset[] = [];
	for (const dataset of lastUsedFirst(kept).toReversed()) {
		if (bytes <= limitBytes) break;
		if (dataset.id === keep) continue;
		bytes -= dataset.bytes;
		gone.push(dataset);
	}
	return gone;
}
