import type { ChildProcess } from "node:child_process";
import { appendFileSync, mkdirSync, rmSync } from "node:fs";
import { mkdir, readdir, readFile, readlink, realpath, rm, stat } from "node:fs/promises";
import { join, sep } from "node:path";
import { newRunName, ownerOf, processStart, stateOf } from "../../base/run-owner.ts";

/** The private folder of one server of one run, and the processes that live on it. */
export interface RunFolder {
	/** Also tells whose run it is; see run-owner.ts. */
	readonly name: string;
	readonly path: string;
	/** Notes a process that must not outlive the run. */
	adopt(child: ChildProcess): void;
	/** Kills what was adopted and still runs, and removes the folder. Safe to call twice. */
	remove(): Promise<void>;
}

const WEEK = 7 * 24 * 3600 * 1000;
const removers = new Set<() => void>();

// The last resort, for an exit that does not wait for stop(): nothing asynchronous can happen any more.
process.on("exit", () => {
	for (const removeNow of removers) removeNow();
});

/** Makes the folder, readable by this user alone, after removing what dead runs left behind. */
export async function createRunFolder(cacheFolder: string): Promise<RunFolder> {
	const runs = join(cacheFolder, "runs");
	await mkdir(runs, { recursive: true, mode: 0o700 });
	await sweepRunFolders(cacheFolder);
	const name = newRunName();
	const path = join(runs, name);
	mkdirSync(path, { mode: 0o700 });
	const children = new Set<ChildProcess>();
	const killChildren = () => {
		for (const child of children) child.kill("SIGKILL");
	};
	const removeNow = () => {
		killChildren();
		rmSync(path, { recursive: true, force: true, maxRetries: 5 });
		removers.delete(removeNow);
	};
	removers.add(removeNow);
	return {
		name,
		path,
		adopt(child) {
			const { pid } = child;
			if (pid === undefined) return;
			children.add(child);
			child.once("exit", () => children.delete(child));
			// Asked for right after the start, when it cannot hang yet; for the run that finds it when this one was killed.
			// Line by line: a list that is written anew is empty for a moment.
			appendFileSync(join(path, "processes"), `${pid} ${startOf(pid) ?? ""}\n`, { mode: 0o600 });
		},
		async remove() {
			killChildren();
			await rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
			removers.delete(removeNow);
		},
	};
}

/**
 * Ends the processes and removes the folders of runs that were killed. Runs that are alive are left alone;
 * those of other machines that share this folder too, until they are a week old.
 * @returns how many folders were removed.
 */
export async function sweepRunFolders(cacheFolder: string): Promise<number> {
	const runs = join(cacheFolder, "runs");
	const names = await readdir(runs).catch(() => []);
	let removed = 0;
	for (const name of names) {
		const path = join(runs, name);
		if (!(await isLeftOver(name, path))) continue;
		const adopted = await readFile(join(path, "processes"), "utf8").catch(() => "");
		killAdopted(adopted.split("\n"));
		for (const pid of await serversIn(name, path)) kill(pid);
		await rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
		removed++;
	}
	return removed;
}

async function isLeftOver(name: string, path: string): Promise<boolean> {
	const owner = ownerOf(name);
	if (!owner) return false;
	const state = stateOf(owner);
	if (state !== "elsewhere") return state === "dead";
	const age = await stat(path).then(
		({ mtimeMs }) => Date.now() - mtimeMs,
		() => 0,
	);
	return age > WEEK;
}

/** A number is killed only while it still names the process that was adopted. */
function killAdopted(lines: readonly string[]): void {
	for (const line of lines) {
		const [pid = "", started = ""] = line.split(" ");
		if (started !== "" && startOf(Number(pid)) === started) kill(Number(pid));
	}
}

function startOf(pid: number): string | undefined {
	try {
		return processStart(pid);
	} catch {
		return undefined;
	}
}

/**
 * Servers that work in the folder without being on its list, since the run was killed right after it had started one: they
 * would go on without their data. A shell that somebody left in the folder is none. Linux alone tells where a process works.
 */
async function serversIn(name: string, path: string): Promise<readonly number[]> {
	if (process.platform !== "linux") return [];
	const found: number[] = [];
	const folder = await realpath(path).catch(() => path);
	for (const pid of (await readdir("/proc").catch(() => [])).filter((entry) => /^\d+$/.test(entry))) {
		// Of other users' processes it is not told.
		const place = await readlink(`/proc/${pid}/cwd`).catch(() => "");
		if (place !== folder && !place.startsWith(folder + sep)) continue;
		const words = (await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")).split("\0");
		if (words.some((word) => word.startsWith("--datadir=") && word.includes(name))) found.push(Number(pid));
	}
	return found;
}

function kill(pid: number): void {
	try {
		process.kill(pid, "SIGKILL");
	} catch {
		// It ended a moment ago.
	}
}
