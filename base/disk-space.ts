import { mkdir, statfs } from "node:fs/promises";
import { BenchError } from "./errors.ts";

/** Bytes this user may still write where the folder is; the folder is made if it is missing. */
export async function freeBytes(folder: string): Promise<number> {
	await mkdir(folder, { recursive: true, mode: 0o700 });
	const { bavail, bsize } = await statfs(folder);
	return bavail * bsize;
}

/** @throws BenchError when less than `bytes` are free there. */
export async function requireFreeBytes(folder: string, bytes: number, what: string): Promise<void> {
	const free = await freeBytes(folder);
	if (free < bytes)
		throw diskFull(`${what} needs ${gigabytes(bytes)}, but only ${gigabytes(free)} are free in ${folder}.`);
}

export function diskFull(message: string, cause?: unknown): BenchError {
	return new BenchError(
		"environment",
		message,
		"Free some space, or set INDEX_IMPACT_CACHE to a folder on another disk.",
		{
			cause,
		},
	);
}

/** "1.5 GB". */
export function gigabytes(bytes: number): string {
	return `${(bytes / 1e9).toFixed(1)} GB`;
}
