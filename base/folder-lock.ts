import { mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { BenchError } from "./errors.ts";
import { newRunName, ownerOf, stateOf } from "./run-owner.ts";

/** A lock file without an owner's name is one whose maker was killed in between, once it is this old. */
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
 * Does the work while holding a lock file that other runs wait for; the lock of a dead run is taken over.
 * It saves double work only: what is made under it must itself appear by one rename, since two waiting runs
 * that take over a dead one's lock at the same moment can both come through.
 * @throws BenchError kind "environment" when the limit is over.
 */
export async function withLock<T>(file: string, waiting: Waiting, work: () => Promise<T>): Promise<T> {
	await mkdir(dirname(file), { recursive: true, mode: 0o700 });
	const name = newRunName();
	const deadline = performance.now() + waiting.limitMs;
	for (let first = true; !(await createExclusively(file, name)); first = false) {
		if (await isAbandoned(file)) await rm(file, { force: true });
		else if (first) waiting.onWait?.();
		if (performance.now() > deadline) {
			throw new BenchError(
				"environment",
				`Another run ${waiting.what} and has not finished within ${Math.round(waiting.limitMs / 60_000)} minutes.`,
				`Wait for it; if no other run is left on any machine that shares the folder, remove ${file}.`,
			);
		}
		await pause(200, undefined, { signal: waiting.signal });
	}
	try {
		return await work();
	} finally {
		if ((await readFile(file, "utf8").catch(() => "")) === name) await rm(file, { force: true });
	}
}

async function isAbandoned(file: string): Promise<boolean> {
	const owner = ownerOf(await readFile(file, "utf8").catch(() => ""));
	if (owner !== undefined) return stateOf(owner) === "dead";
	const made = await stat(file).catch(() => undefined);
	return made !== undefined && Date.now() - made.mtimeMs > NAMELESS_LIMIT_MS;
}

/** @returns whether the file was made; false when there is one already. */
export function createExclusively(file: string, text: string): Promise<boolean> {
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
