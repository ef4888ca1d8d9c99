import type { FileHandle } from "node:fs/promises";

/** Writes to the end of an open file until nothing more fits on its disk: in large blocks, then to the last small one. */
export async function writeUntilFull(file: FileHandle): Promise<void> {
	for (const size of [1024 * 1024, 4096]) {
		const block = Buffer.alloc(size, 1);
		while (await wrote(file, block));
	}
}

/** @returns whether there was space for all of it. */
async function wrote(file: FileHandle, block: Buffer): Promise<boolean> {
	return file.write(block).then(
		({ bytesWritten }) => bytesWritten === block.length,
		(error: NodeJS.ErrnoException) => {
			if (error.code === "ENOSPC") return false;
			throw error;
		},
	);
}
