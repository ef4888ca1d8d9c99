import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { folderBytes } from "../../../base/disk.ts";
import type { Progress } from "../../../base/progress.ts";
import { startCommand } from "./bench-process.ts";
import { OWN_SERVER } from "./case.ts";
import { type Growth, showGrowth, trendsOf, type Watched } from "./growth.ts";
import { lookAt } from "./process-look.ts";
import { STAGES } from "./stages.ts";
import { isAlive, makeWorld, type World } from "./world.ts";

/** The most that was seen within one minute of measuring. */
interface Minute {
	/** Resident memory of the harness, bytes. */
	readonly harnessMemory: number;
	readonly harnessFiles: number;
	readonly harnessSockets: number;
	/** The same of the server. */
	readonly serverMemory: number;
	readonly serverFiles: number;
	readonly serverSockets: number;
	/** Bytes of the server's folder on disk. */
	readonly serverDisk: number;
}

export interface Soak extends Growth {
	readonly scale: string;
	/** Of the whole run, seeding included. */
	readonly seconds: number;
	readonly exitCode: number | null;
	readonly minutes: readonly Minute[];
}

const WATCHED: readonly Watched<keyof Minute>[] = [
	// Raw pairs are kept, and the buffer pool fills up.
	{ what: "harnessMemory", unit: "bytes", allowed: 0.1 },
	{ what: "harnessFiles", unit: "count", allowed: 0 },
	{ what: "harnessSockets", unit: "count", allowed: 0 },
	{ what: "serverMemory", unit: "bytes", allowed: 0.1 },
	{ what: "serverFiles", unit: "count", allowed: 0.1 },
	{ what: "serverSockets", unit: "count", allowed: 0 },
	{ what: "serverDisk", unit: "bytes", allowed: 0.02 },
];

const LOOK_MS = 2000;
const MINUTE_MS = 60_000;
/** Measuring must not end by itself before the last minute is whole. */
const SPARE_SECONDS = 300;
/** Beside the budget: seeding, evidence and builds. */
const EXTRA_LIMIT_MS = 3 * 3_600_000;

/**
 * Makes one run that measures for so many minutes, and watches whether it takes ever more while it does. All scenarios of
 * the suite have enough questions for an hour at ten times production; the studies, which would take longer still, are cut
 * off by the Ctrl-C that ends the run.
 */
export async function runSoak(minutes: number, scale: string, progress: Progress, signal: AbortSignal): Promise<Soak> {
	const world = await makeWorld(signal);
	const started = performance.now();
	const seen: Minute[] = [];
	const failures: string[] = [];
	const task = progress.task(`soak at ${scale}`, minutes, "minutes");
	try {
		const budget = String(60 * minutes + SPARE_SECONDS);
		const flags = [
			"--full",
			"--curve",
			"none",
			"--scale",
			scale,
			"--budget",
			budget,
			...OWN_SERVER,
			"--out",
			world.out,
		];
		const command = startCommand("bench", flags, world);
		const ending = command.end(60_000 * minutes + EXTRA_LIMIT_MS);
		let over = false;
		void ending.finally(() => {
			over = true;
		});
		const measuring = () => STAGES.trials.test(command.said()) && !STAGES.studies.test(command.said());
		while (!over && seen.length < minutes && !STAGES.studies.test(command.said())) {
			const minute = await watchMinute(command.pid, world, () => !over && measuring());
			if (minute !== undefined) {
				seen.push(minute);
				task.update(seen.length);
				progress.notice(describeMinute(seen.length, minute));
			}
		}
		command.kill("SIGINT");
		const ended = await ending;
		signal.throwIfAborted();
		if (seen.length < minutes) failures.push(`Only ${seen.length} of ${minutes} minutes were watched.`);
		if (ended.exitCode !== 130)
			failures.push(`The run exits ${ended.exitCode}: ${ended.stderr.trim().split("\n").at(-1)}`);
		for (const left of await world.leftovers()) failures.push(`The run leaves ${left}.`);
		return {
			scale,
			seconds: (performance.now() - started) / 1000,
			exitCode: ended.exitCode,
			minutes: seen,
			trends: trendsOf(seen, WATCHED),
			failures,
		};
	} finally {
		task.finish(`${seen.length} minutes watched`);
		await world.remove();
	}
}

/** @returns undefined for a minute in which the run did something else than measure. */
async function watchMinute(pid: number, world: World, measuring: () => boolean): Promise<Minute | undefined> {
	const looks: Minute[] = [];
	for (const until = performance.now() + MINUTE_MS; performance.now() < until; ) {
		await pause(LOOK_MS);
		if (!measuring()) return undefined;
		// A server that was started anew is listed after the one before it.
		const serverPid = (await world.serverProcesses()).findLast(isAlive) ?? 0;
		const [harness, server] = [lookAt(pid), lookAt(serverPid)];
		if (harness === undefined || server === undefined) return undefined;
		looks.push({
			harnessMemory: harness.memory,
			harnessFiles: harness.openFiles,
			harnessSockets: harness.sockets,
			serverMemory: server.memory,
			serverFiles: server.openFiles,
			serverSockets: server.sockets,
			serverDisk: await folderBytes(join(world.cache, "runs")),
		});
	}
	const [first, ...others] = looks;
	return first && others.reduce(largest, first);
}

function largest(one: Minute, other: Minute): Minute {
	return {
		harnessMemory: Math.max(one.harnessMemory, other.harnessMemory),
		harnessFiles: Math.max(one.harnessFiles, other.harnessFiles),
		harnessSockets: Math.max(one.harnessSockets, other.harnessSockets),
		serverMemory: Math.max(one.serverMemory, other.serverMemory),
		serverFiles: Math.max(one.serverFiles, other.serverFiles),
		serverSockets: Math.max(one.serverSockets, other.serverSockets),
		serverDisk: Math.max(one.serverDisk, other.serverDisk),
	};
}

function describeMinute(number: number, minute: Minute): string {
	const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`;
	return `minute ${number}: harness ${megabytes(minute.harnessMemory)}, ${minute.harnessFiles} files, ${minute.harnessSockets} sockets; server ${megabytes(minute.serverMemory)}, ${minute.serverFiles} files, ${minute.serverSockets} sockets, ${megabytes(minute.serverDisk)} on disk`;
}

/** How each figure grew from minute to minute. */
export function showSoak(found: Soak): string {
	const { minutes, scale, seconds } = found;
	return `${showGrowth(found, WATCHED, "minute")}${minutes.length} minutes of measuring at ${scale}, in a run of ${(seconds / 60).toFixed(0)} minutes.\n`;
}
