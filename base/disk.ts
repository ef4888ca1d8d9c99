import { mkdir, readdir, stat, statfs } from "node:fs/promises";
import { join } from "node:path";
import { BenchError, codeOf } from "./errors.ts";

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

/**
 * Whether anything in the chain of causes says that the disk is full: the system's codes,
 * and the words that MySQL and container engines have for it.
 */
export function saysDiskFull(thrown: unknown): boolean {
	if (!(thrown instanceof Error)) return false;
	const coded = ["ENOSPC", "EDQUOT"].includes(codeOf(thrown));
	return (
		coded ||
		/no space left on device|disk quota exceeded|errno: 28|got error 28\b|disk is full|You don't have enough free space/i.test(
			thrown.message,
		) ||
		saysDiskFull(thrown.cause)
	);
}

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
