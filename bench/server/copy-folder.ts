import { constants } from "node:fs";
import { copyFile, type FileHandle, mkdir, open, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { ByteWork } from "./byte-work.ts";

/** The system copies so much in a moment, in one call that nothing can interrupt. */
const SMALL_BYTES = 32 * 1024 * 1024;
const CHUNK_BYTES = 1024 * 1024;

/**
 * Copies the files below a folder, whose blocks it shares where the file system can. The target must not exist.
 * @param skips whether an entry of that name, and whatever is below it, stays behind.
 */
export async function copyFolder(
	from: string,
	to: string,
	skips: (name: string) => boolean,
	work: ByteWork,
): Promise<void> {
	await mkdir(to, { mode: (await stat(from)).mode & 0o777 });
	for (const entry of await readdir(from, { withFileTypes: true })) {
		if (skips(entry.name)) continue;
		const [source, target] = [join(from, entry.name), join(to, entry.name)];
		if (entry.isDirectory()) await copyFolder(source, target, skips, work);
		else await copyOne(source, target, work);
	}
}

async function copyOne(source: string, target: string, work: ByteWork): Promise<void> {
	work.advance(0);
	const { size, mode } = await stat(source);
	if (size <= SMALL_BYTES) await copyFile(source, target, constants.COPYFILE_FICLONE);
	else if (!(await clone(source, target))) return await copyInChunks(source, target, mode & 0o777, work);
	work.advance(size);
}

/** @returns whether the file system can: otherwise there is no target. */
function clone(source: string, target: string): Promise<boolean> {
	return copyFile(source, target, constants.COPYFILE_FICLONE_FORCE).then(
		() => true,
		() => false,
	);
}

/** Reads one chunk while it writes the one before: in no more time than one call to the system takes for all of it. */
async function copyInChunks(source: string, target: string, mode: number, work: ByteWork): Promise<void> {
	const reader = await open(source, "r");
	try {
		const writer = await open(target, "wx", mode);
		try {
			let [chunk, next] = [Buffer.allocUnsafe(CHUNK_BYTES), Buffer.allocUnsafe(CHUNK_BYTES)];
			let { bytesRead } = await reader.read(chunk, 0, CHUNK_BYTES);
			while (bytesRead > 0) {
				work.advance(bytesRead);
				const writing = writeAll(writer, chunk.subarray(0, bytesRead));
				[, { bytesRead }] = await Promise.all([writing, reader.read(next, 0, CHUNK_BYTES)]);
				[chunk, next] = [next, chunk];
			}
		} finally {
			await writer.close();
		}
	} finally {
		await reader.close();
	}
}

async function writeAll(file: FileHandle, bytes: Buffer): Promise<void> {
	for (let written = 0; written < bytes.length; ) {
		written += (await file.write(bytes, written)).bytesWritten;
	}
}
