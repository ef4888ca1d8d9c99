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
