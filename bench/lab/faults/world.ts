import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defaultCacheFolder } from "../../../base/cache-folder.ts";
import { sweepRunFolders } from "../../server/run-folder.ts";

/** The file that fills a disk up; no part of any run. */
export const FILLER = "filler";

/** A cache folder and a results folder for one case alone, so that whatever is left in them was left by it. */
export interface World {
	readonly folder: string;
	readonly cache: string;
	readonly out: string;
	/** What the commands take for the system's folder of temporary files. */
	readonly temporary: string;
	/** Ends the commands of the world in order. */
	readonly signal: AbortSignal;
	/** Processes of servers that runs in this world have started and not yet removed. */
	serverProcesses(): Promise<readonly number[]>;
	/** Everything below the cache folder that no ended run may leave. */
	leftovers(): Promise<readonly string[]>;
	/** Takes with it the servers of runs that are dead: a case that fails on one must not leave it to the machine. */
	remove(): Promise<void>;
}

/**
 * Makes a world that shares the unpacked MySQL with the user's cache.
 * @param datasets a folder whose kept datasets it starts with; by default none but an empty data directory.
 */
export async function makeWorld(signal: AbortSignal, datasets?: string): Promise<World> {
	const folder = await mkdtemp(join(tmpdir(), "index-impact-faults-"));
	const cache = join(folder, "cache");
	const out = join(folder, "results");
	const temporary = join(folder, "tmp");
	await Promise.all([mkdir(cache, { mode: 0o700 }), mkdir(out), mkdir(temporary)]);
	const shared = defaultCacheFolder(process.env);
	await mkdir(join(shared, "mysql"), { recursive: true });
	await symlink(join(shared, "mysql"), join(cache, "mysql"));
	const source = datasets ?? join(shared, "datasets");
	for (const name of await readdir(source).catch(() => [])) {
		if (datasets === undefined && !name.startsWith("empty-")) continue;
		await cp(join(source, name), join(cache, "datasets", name), { recursive: true });
	}
	const runs = () => readdir(join(cache, "runs")).catch(() => []);
	return {
		folder,
		cache,
		out,
		temporary,
		signal,
		async serverProcesses() {
			const lists = await Promise.all(
				(await runs()).map((name) => readFile(join(cache, "runs", name, "processes"), "utf8").catch(() => "")),
			);
			return lists
				.flatMap((list) => list.split("\n").map((line) => Number.parseInt(line, 10)))
				.filter((pid) => pid > 0);
		},
		async leftovers() {
			const kept = await readdir(join(cache, "datasets")).catch(() => []);
			const temporaries = await readdir(temporary);
			const files = await readdir(out, { recursive: true }).catch(() => []);
			return [
				...(await runs()).filter((name) => name !== FILLER).map((name) => `the run folder ${name}`),
				...temporaries.filter((name) => name.startsWith("index-impact")).map((name) => `the temporary entry ${name}`),
				...kept.filter((name) => name.startsWith(".")).map((name) => `the half-removed dataset ${name}`),
				...files.filter((name) => /\.part$|\.in-use(\.\w+)*$/.test(name)).map((name) => `the file ${name}`),
			];
		},
		async remove() {
			await sweepRunFolders(cache).catch(() => 0);
			await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
		},
	};
}

/** Whether the number names a process. Asks the kernel, and never /proc, which a process that hangs can block. */
export function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false;
	}
}
