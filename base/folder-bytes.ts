import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

/** Bytes of all files below a folder; what vanishes meanwhile, be it the folder itself, counts as nothing. */
export async function folderBytes(folder: string): Promise<number> {
	let bytes = 0;
	for (const entry of await entriesOf(folder)) {
		const path = join(folder, entry.name);
		if (entry.isDirectory()) bytes += await folderBytes(path);
		else if (entry.isFile()) bytes += await stat(path).then(({ size }) => size, noneIfGone(0));
	}
	return bytes;
}

function entriesOf(folder: string) {
	return readdir(folder, { withFileTypes: true }).catch(noneIfGone([]));
}

function noneIfGone<T>(none: T) {
	return (error: NodeJS.ErrnoException): T => {
		if (error.code === "ENOENT") return none;
		throw error;
	};
}
