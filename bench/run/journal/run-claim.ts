import { link, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { BenchError } from "../../../base/errors.ts";
import { createExclusively } from "../../../base/folder-lock.ts";
import { newRunName, ownerOf, stateOf } from "../../../base/run-owner.ts";
import { asWriteFailure } from "../../record/file.ts";

const CLAIM_FILE = ".in-use";
/** A claim that names nobody is one whose maker was killed in between, once it is this old. */
const NAMELESS_LIMIT_MS = 10_000;

/**
 * Takes a run's folder for this process: two that continue the same run would write over each other's record.
 * @returns what gives it free again. @throws BenchError kind "usage" while another process has it.
 */
export async function claimFolder(folder: string): Promise<() => Promise<void>> {
	const file = join(folder, CLAIM_FILE);
	const name = newRunName();
	const acquired = await acquire(file, name).catch((cause: unknown) => {
		throw asWriteFailure(folder, cause);
	});
	if (!acquired) {
		throw new BenchError(
			"usage",
			`The run in ${folder} is under way in another process.`,
			"Wait until that has ended; if none is running on any machine that shares the folder, remove its file .in-use.",
		);
	}
	return () => release(file, name);
}

/**
 * Makes the claim with the name in it, or takes the place of one that is left over. Whoever wants to do that must first
 * hold a claim on the claim that is to go, and then find it still there: so it is replaced by one process alone, and a
 * fresh claim by none.
 * @returns whether the claim is now this name's.
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

/** The claim appears with the name in it, or not at all. @returns false when there is one already. */
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

/** Has `put` bring a file with the name in it to its place. What a killed process leaves of it is swept like its other files. */
async function withNamed(file: string, name: string, put: (named: string) => Promise<void>): Promise<void> {
	const named = `${file}.${name}.part`;
	try {
		await writeFile(named, name, { mode: 0o600 });
		await put(named);
	} finally {
		await rm(named, { force: true });
	}
}

/** @returns undefined when there is no claim any more. */
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

/** Removes unfinished files and claims of dead processes from every run below `out`. */
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
			} else if (name === CLAIM_FILE || name.startsWith(`${CLAIM_FILE}.`)) {
				wasKilled = (await sweepClaim(file)) || wasKilled;
			}
		}
	}
	return wasKilled;
}

/** Another process may be taking the left-over claim's place at this very moment, so it has to be taken to be removed. */
async function sweepClaim(file: string): Promise<boolean> {
	const name = newRunName();
	// A folder that may not be written to keeps what it has.
	const found = await read(file).catch(() => undefined);
	if (!found?.leftOver || !(await acquire(file, name).catch(() => false))) return false;
	await release(file, name);
	return true;
}
