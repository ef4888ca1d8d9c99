import { link, mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { BenchError } from "./errors.ts";
import { newRunName, ownerOf, stateOf } from "./run-owner.ts";

/** A lock that names nobody is one whose maker was killed in between, once it is this old. */
const NAMELESS_LIMIT_MS = 10_000;

/** What is waited for, and how long. */
interface Waiting {
	readonly signal: AbortSignal;
	readonly limitMs: number;
	/** Completes "Another run ...". */
	readonly what: string;
	/** Called once, when there is something to wait for. */
	readonly onWait?: () => void;
}

/**
 * Takes a lock file for this process; that of a process which is dead is taken over at once. The lock names its holder by
 * machine, boot, process number and start time, so that a number which was given to another process is no holder.
 * @returns what gives it free again; undefined while another process has it.
 */
export async function takeLock(file: string): Promise<(() => Promise<void>) | undefined> {
	const name = newRunName();
	return (await acquire(file, name)) ? () => release(file, name) : undefined;
}

/**
 * Does the work while holding a lock that other runs wait for.
 * @throws BenchError kind "environment" when the limit is over.
 */
export async function withLock<T>(file: string, waiting: Waiting, work: () => Promise<T>): Promise<T> {
	await mkdir(dirname(file), { recursive: true, mode: 0o700 });
	const deadline = performance.now() + waiting.limitMs;
	let free = await takeLock(file);
	if (free === undefined) waiting.onWait?.();
	while (free === undefined) {
		if (performance.now() > deadline) {
			throw new BenchError(
				"environment",
				`Another run ${waiting.what} and has not finished within ${Math.round(waiting.limitMs / 60_000)} minutes.`,
				`Wait for it; if no other run is left on any machine that shares the folder, remove ${file}.`,
			);
		}
		await pause(200, undefined, { signal: waiting.signal });
		free = await takeLock(file);
	}
	try {
		return await work();
	} finally {
		await free();
	}
}

/** Removes the lock of a dead process. @returns whether there was one. */
export async function sweepLock(file: string): Promise<boolean> {
	const name = newRunName();
	// A folder that may not be written to keeps what it has.
	const found = await read(file).catch(() => undefined);
	// Another process may be taking the lock over at this very moment, so it has to be taken to be removed.
	if (!found?.leftOver || !(await acquire(file, name).catch(() => false))) return false;
	await release(file, name);
	return true;
}

/**
 * Makes the lock with the name in it, or takes over the lock of a dead process. To take over, a process first takes a
 * second lock, named after the dead one, and then looks whether the dead lock is still there. So one process alone
 * replaces it, and nobody replaces a fresh lock.
 * @returns whether the lock is now this name's.
 */
async function acquire(file: string, name: string): Promise<boolean> {
	if (await make(file, name)) return true;
	const found = await read(file);
	if (found === undefined) return acquire(file, name);
	if (!found.leftOver) return false;
	const right = `${file}.${ownerOf(found.name) === undefined ? "nameless" : found.name.slice(-12)}`;
	if (!(await acquire(right, name))) return false;
	try {
		const still = await read(file);
		if (!still?.leftOver || still.name !== found.name) return acquire(file, name);
		await withNamed(file, name, (named) => rename(named, file));
		return true;
	} finally {
		await release(right, name);
	}
}

async function release(file: string, name: string): Promise<void> {
	if ((await read(file))?.name === name) await rm(file, { force: true });
}

/** The lock appears with the name in it, or not at all. @returns false when there is one already. */
async function make(file: string, name: string): Promise<boolean> {
	try {
		await withNamed(file, name, (named) => link(named, file));
		return true;
	} catch (error) {
		const code = error instanceof Error && "code" in error ? error.code : undefined;
		if (code === "EEXIST") return false;
		// Some file systems have no links.
		if (code === "EPERM" || code === "ENOTSUP" || code === "ENOSYS") return createExclusively(file, name);
		throw error;
	}
}

/** Has `put` bring a file with the name in it to its place. A killed process may leave the file behind. */
async function withNamed(file: string, name: string, put: (named: string) => Promise<void>): Promise<void> {
	const named = `${file}.${name}.part`;
	try {
		await writeFile(named, name, { mode: 0o600 });
		await put(named);
	} finally {
		await rm(named, { force: true });
	}
}

/** @returns whether the file was made; false when there is one already. */
function createExclusively(file: string, text: string): Promise<boolean> {
	return writeFile(file, text, { flag: "wx", mode: 0o600 }).then(
		() => true,
		async (error: NodeJS.ErrnoException) => {
			if (error.code === "EEXIST") return false;
			// Made, but there was no room for what it says.
			if (error.code === "ENOSPC") await rm(file, { force: true });
			throw error;
		},
	);
}

/** @returns undefined when there is no lock any more. */
async function read(file: string): Promise<{ readonly name: string; readonly leftOver: boolean } | undefined> {
	try {
		const name = await readFile(file, "utf8");
		const owner = ownerOf(name);
		const leftOver =
			owner === undefined ? Date.now() - (await stat(file)).mtimeMs > NAMELESS_LIMIT_MS : stateOf(owner) === "dead";
		return { name, leftOver };
	} catch (error) {
		if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
		throw error;
	}
}
