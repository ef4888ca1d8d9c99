import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { BenchError } from "../../../base/errors.ts";
import { sweepLock, takeLock } from "../../../base/lock.ts";
import { ownerOf, stateOf } from "../../../base/run-owner.ts";
import { asWriteFailure } from "../../record/file.ts";

const LOCK_FILE = ".in-use";

/**
 * Takes a run's folder for this process: two that continue the same run would write over each other's record.
 * @returns what gives it free again. @throws BenchError kind "usage" while another process has it.
 */
export async function lockRun(folder: string): Promise<() => Promise<void>> {
	const free = await takeLock(join(folder, LOCK_FILE)).catch((cause: unknown) => {
		throw asWriteFailure(folder, cause);
	});
	if (free !== undefined) return free;
	throw new BenchError(
		"usage",
		`The run in ${folder} is under way in another process.`,
		"Wait until that has ended; if none is running on any machine that shares the folder, remove its file .in-use.",
	);
}

/** Removes unfinished files and locks of dead processes from every run below `out`. */
export async function sweepRuns(out: string): Promise<void> {
	const entries = await readdir(out, { withFileTypes: true }).catch(() => []);
	for (const entry of entries) if (entry.isDirectory()) await sweepRun(join(out, entry.name));
}

/** The same for one run. @returns whether the process that had it was killed. */
export async function sweepRun(folder: string): Promise<boolean> {
	let wasKilled = false;
	for (const place of [folder, join(folder, "charts")]) {
		for (const name of await readdir(place).catch(() => [])) {
			const file = join(place, name);
			const maker = /\.([^.]+)\.part$/.exec(name)?.[1];
			if (maker !== undefined) {
				const owner = ownerOf(maker);
				if (owner !== undefined && stateOf(owner) === "dead") await rm(file, { force: true });
			} else if (name === LOCK_FILE || name.startsWith(`${LOCK_FILE}.`)) {
				wasKilled = (await sweepLock(file)) || wasKilled;
			}
		}
	}
	return wasKilled;
}
