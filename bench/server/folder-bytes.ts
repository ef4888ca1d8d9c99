import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

/** Bytes of all files below a folder; files that vanish meanwhile count as nothing. */
export async function folderBytes(folder: string): Promise<number> {
	let bytes = 0;
	for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
		if (!entry.isFile()) continue;
		const found = await stat(join(entry.parentPath, entry.name)).catch(() => undefined);
		bytes += found?.size ?? 0;
	}
	return bytes;
}
