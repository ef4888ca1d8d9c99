import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { newRunName, ownerOf, stateOf } from "./run-owner.ts";

/**
 * Does the work while holding a lock file that other runs wait for; the lock of a dead run is taken over.
 * It saves double work only: what is made under it must itself appear by one rename, since two waiting runs
 * that take over a dead one's lock at the same moment can both come through.
 */
export async function withLock<T>(file: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
	await mkdir(dirname(file), { recursive: true, mode: 0o700 });
	const name = newRunName();
	while (!(await create(file, name))) {
		const owner = ownerOf(await readFile(file, "utf8").catch(() => ""));
		if (owner && stateOf(owner) === "dead") await rm(file, { force: true });
		await pause(200, undefined, { signal });
	}
	try {
		return await work();
	} finally {
		if ((await readFile(file, "utf8").catch(() => "")) === name) await rm(file, { force: true });
	}
}

function create(file: string, text: string): Promise<boolean> {
	return writeFile(file, text, { flag: "wx", mode: 0o600 }).then(
		() => true,
		(error: NodeJS.ErrnoException) => {
			if (error.code === "EEXIST") return false;
			throw error;
		},
	);
}
