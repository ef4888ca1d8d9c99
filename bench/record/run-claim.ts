import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { BenchError } from "../../seed/errors.ts";
import { createExclusively } from "../server/folder-lock.ts";
import { newRunName, ownerOf, stateOf } from "../server/run-owner.ts";

const CLAIM_FILE = ".in-use";

/**
 * Takes a run's folder for this process: two that continue the same run would write over each other's record.
 * @returns what gives it free again. @throws BenchError kind "usage" while another process has it.
 */
export async function claimFolder(folder: string): Promise<() => Promise<void>> {
	const file = join(folder, CLAIM_FILE);
	const name = newRunName();
	if (!(await createExclusively(file, name))) {
		if (!(await isLeftOver(await readFile(file, "utf8").catch(() => "")))) {
			throw new BenchError(
				"usage",
				`The run in ${folder} is under way in another process.`,
				"Wait until that has ended; if none is running on any machine that shares the folder, remove its file .in-use.",
			);
		}
		await rm(file, { force: true });
		if (!(await createExclusively(file, name))) return claimFolder(folder);
	}
	return () => rm(file, { force: true });
}

function isLeftOver(name: string): boolean {
	const owner = ownerOf(name);
	// Killed between making the file and naming itself in it.
	return owner === undefined || stateOf(owner) === "dead";
}

/** Removes unfinished files and claims of dead processes from every run below `out`. */
export async function sweepRuns(out: string): Promise<void> {
	const entries = await readdir(out, { withFileTypes: true }).catch(() => []);
	for (const entry of entries) if (entry.isDirectory()) await sweepRun(join(out, entry.name));
}

/** The same for one run. */
export async function sweepRun(folder: string): Promise<void> {
	for (const place of [folder, join(folder, "charts")]) {
		for (const name of await readdir(place).catch(() => [])) {
			const file = join(place, name);
			const maker =
				name === CLAIM_FILE ? await readFile(file, "utf8").catch(() => "") : /\.([^.]+)\.part$/.exec(name)?.[1];
			const owner = maker === undefined ? undefined : ownerOf(maker);
			if (owner !== undefined && stateOf(owner) === "dead") await rm(file, { force: true });
		}
	}
}
