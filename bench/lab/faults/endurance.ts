import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { folderBytes } from "../../../base/disk.ts";
import type { Progress } from "../../../base/progress.ts";
import { describeCheckout } from "../../record/environment.ts";
import type { RunRecord } from "../../record/schema.ts";
import { checkoutText } from "../../run/journal/resumable.ts";
import { startCommand } from "./bench-process.ts";
import { OWN_SERVER } from "./case.ts";
import { type Growth, showGrowth, trendsOf, type Watched } from "./growth.ts";
import { lookAt } from "./process-look.ts";
import { makeWorld } from "./world.ts";

/** What one run took at its most, and what was there after it. */
interface RunCost {
	/** Resident memory of the harness, bytes. */
	readonly memoryPeak: number;
	readonly openFilesPeak: number;
	/** Sockets of the harness: its connections, and pipes to its workers. */
	readonly connectionsPeak: number;
	/** Bytes of the kept datasets after the run. */
	readonly cacheBytes: number;
	/** Entries of the folder for temporary files after the run. */
	readonly temporaryEntries: number;
	readonly seconds: number;
}

/** The code that runs are made from; undefined where it is no git checkout. */
type Checkout = RunRecord["environment"]["git"];

/** All that is known of a run that failed: its folder is gone. */
interface FailedRun {
	/** From 1. */
	readonly run: number;
	readonly exitCode: number | null;
	/** What it said on standard error; of more than 20 kB the end. */
	readonly stderr: string;
	/** Once it had failed: a source tree that is edited under a run is a likely cause. */
	readonly code: Checkout;
}

export interface Endurance extends Growth {
	readonly runs: readonly RunCost[];
	/** Before the first run. */
	readonly code: Checkout;
	readonly failedRuns: readonly FailedRun[];
}

/** How long a run takes is the machine's affair; the peak of open files is one of brief moments. */
const WATCHED: readonly Watched<keyof RunCost>[] = [
	{ what: "memoryPeak", unit: "bytes", allowed: 0.05 },
	{ what: "openFilesPeak", unit: "count", allowed: 0 },
	{ what: "connectionsPeak", unit: "count", allowed: 0 },
	{ what: "cacheBytes", unit: "bytes", allowed: 0 },
	{ what: "temporaryEntries", unit: "count", allowed: 0 },
	{ what: "seconds", unit: "seconds" },
];

const WATCH_MS = 50;
const RUN_LIMIT_MS = 300_000;
const LONGEST_STDERR = 20_000;
/** The first run fills the cache. */
const SKIPPED = 1;

/** Makes so many ordinary smoke runs in a row and watches what each takes. */
export async function runEndurance(count: number, progress: Progress, signal: AbortSignal): Promise<Endurance> {
	const world = await makeWorld(signal);
	const runs: RunCost[] = [];
	const failures: string[] = [];
	const failedRuns: FailedRun[] = [];
	const code = await describeCheckout();
	const task = progress.task("endurance", count, "runs");
	try {
		for (let i = 0; i < count; i++) {
			signal.throwIfAborted();
			task.update(i);
			const command = startCommand("bench", ["--scale", "smoke", ...OWN_SERVER, "--out", world.out], world);
			const peak = { memoryPeak: 0, openFilesPeak: 0, connectionsPeak: 0 };
			const timer = setInterval(() => watch(command.pid, peak), WATCH_MS);
			const ended = await command.end(RUN_LIMIT_MS).finally(() => clearInterval(timer));
			if (ended.exitCode !== 0) {
				const { exitCode, stderr } = ended;
				const now = await describeCheckout();
				failedRuns.push({ run: i + 1, exitCode, stderr: stderr.slice(-LONGEST_STDERR), code: now });
				failures.push(`Run ${i + 1} exits ${exitCode}: ${stderr.trim().split("\n").slice(-5).join(" / ")}`);
			}
			for (const left of await world.leftovers()) failures.push(`Run ${i + 1} leaves ${left}.`);
			// Results are meant to pile up.
			for (const name of await readdir(world.out)) await rm(join(world.out, name), { recursive: true });
			const run: RunCost = {
				...peak,
				cacheBytes: await folderBytes(join(world.cache, "datasets")),
				temporaryEntries: (await readdir(world.temporary)).length,
				seconds: ended.seconds,
			};
			runs.push(run);
			progress.notice(describeRun(i + 1, run));
		}
	} finally {
		task.finish(`${runs.length} runs`);
		await world.remove();
	}
	return { runs, trends: trendsOf(runs.slice(SKIPPED), WATCHED), failures, code, failedRuns };
}

function watch(pid: number, peak: { memoryPeak: number; openFilesPeak: number; connectionsPeak: number }): void {
	const seen = lookAt(pid);
	if (seen === undefined) return;
	peak.memoryPeak = Math.max(peak.memoryPeak, seen.memoryPeak);
	peak.openFilesPeak = Math.max(peak.openFilesPeak, seen.openFiles);
	peak.connectionsPeak = Math.max(peak.connectionsPeak, seen.sockets);
}

function describeRun(number: number, run: RunCost): string {
	return `run ${number}: ${megabytes(run.memoryPeak)} MB, ${run.openFilesPeak} files, ${run.connectionsPeak} sockets, cache ${megabytes(run.cacheBytes)} MB, ${run.temporaryEntries} temporary entries, ${run.seconds.toFixed(1)} s`;
}

function megabytes(bytes: number): string {
	return (bytes / 1e6).toFixed(1);
}

/** The figures of every run, and how each grows. */
export function showEndurance(found: Endurance): string {
	const words = found.failedRuns.map(
		({ run, stderr, code }) => `\nRun ${run} failed at ${stateOf(code)} and said:\n${stderr.trim()}\n`,
	);
	return `${showGrowth(found, WATCHED, "run")}${found.runs.length} runs of ${stateOf(found.code)}; the first fills the cache and is not in the trends.\n${words.join("")}`;
}

function stateOf(code: Checkout): string {
	return code === undefined ? "no git checkout" : checkoutText(code);
}
