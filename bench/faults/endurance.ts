import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import Table from "cli-table3";
import type { Progress } from "../../seed/progress.ts";
import { folderBytes } from "../server/folder-bytes.ts";
import { theilSen } from "../statistics/theil-sen.ts";
import { startCommand } from "./bench-process.ts";
import { OWN_SERVER } from "./case.ts";
import { CASE_FLAGS } from "./run-case.ts";
import { makeWorld } from "./world.ts";

/** What one run took at its most, and what was there after it. */
interface RunCost {
	/** Resident memory of the harness, bytes. */
	readonly memoryPeak: number;
	readonly openFilesPeak: number;
	/** Sockets of the harness: its connections, and pipes to its workers. */
	readonly connectionsPeak: number;
	/** Bytes of the cache folder after the run. */
	readonly cacheBytes: number;
	/** Entries of the folder for temporary files after the run. */
	readonly temporaryEntries: number;
	readonly seconds: number;
}

interface Trend {
	readonly what: keyof RunCost;
	/** Per run, with a 95 % interval. */
	readonly slope: number;
	readonly interval: readonly [number, number];
	/** The whole interval is above zero, by more than a thousandth of what there is. */
	readonly grows: boolean;
}

export interface Endurance {
	readonly runs: readonly RunCost[];
	readonly trends: readonly Trend[];
	readonly failures: readonly string[];
}

const WATCH_MS = 50;
const RUN_LIMIT_MS = 300_000;
const LEVEL = 0.95;
/** The first runs fill the cache. */
const SKIPPED = 1;

/** Makes so many runs in a row and watches what each takes. */
export async function runEndurance(count: number, progress: Progress, signal: AbortSignal): Promise<Endurance> {
	const world = await makeWorld(signal);
	const runs: RunCost[] = [];
	const failures: string[] = [];
	const task = progress.task("endurance", count, "runs");
	try {
		for (let i = 0; i < count; i++) {
			signal.throwIfAborted();
			task.update(i);
			const command = startCommand("bench", [...CASE_FLAGS, ...OWN_SERVER, "--out", world.out], world);
			const peak = { memoryPeak: 0, openFilesPeak: 0, connectionsPeak: 0 };
			const timer = setInterval(() => watch(command.pid, peak), WATCH_MS);
			const ended = await command.end(RUN_LIMIT_MS).finally(() => clearInterval(timer));
			if (ended.exitCode !== 0) failures.push(`Run ${i + 1} exits ${ended.exitCode}.`);
			for (const left of await world.leftovers()) failures.push(`Run ${i + 1} leaves ${left}.`);
			// Results are meant to pile up.
			for (const name of await readdir(world.out)) await rm(join(world.out, name), { recursive: true });
			runs.push({
				...peak,
				cacheBytes: await folderBytes(join(world.cache, "datasets")),
				temporaryEntries: (await readdir(world.temporary)).length,
				seconds: ended.seconds,
			});
			progress.notice(describeRun(i + 1, runs[i]));
		}
	} finally {
		task.finish(`${runs.length} runs`);
		await world.remove();
	}
	return { runs, trends: trendsOf(runs.slice(SKIPPED)), failures };
}

function watch(pid: number, peak: { memoryPeak: number; openFilesPeak: number; connectionsPeak: number }): void {
	try {
		const kilobytes = Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "latin1"))?.[1] ?? 0);
		const files = readdirSync(`/proc/${pid}/fd`).map((fd) => {
			try {
				return readlinkSync(`/proc/${pid}/fd/${fd}`);
			} catch {
				return "";
			}
		});
		peak.memoryPeak = Math.max(peak.memoryPeak, 1024 * kilobytes);
		peak.openFilesPeak = Math.max(peak.openFilesPeak, files.length);
		peak.connectionsPeak = Math.max(peak.connectionsPeak, files.filter((file) => file.startsWith("socket:")).length);
	} catch {
		// It has ended between two looks.
	}
}

function trendsOf(runs: readonly RunCost[]): readonly Trend[] {
	if (runs.length < 2) return [];
	const names = [
		"memoryPeak",
		"openFilesPeak",
		"connectionsPeak",
		"cacheBytes",
		"temporaryEntries",
		"seconds",
	] as const;
	return names.map((what) => {
		const line = theilSen(
			runs.map((run, i) => [i, run[what]] as const),
			LEVEL,
		);
		const size = Math.max(...runs.map((run) => run[what]));
		// How long a run takes is the machine's affair.
		const grows = what !== "seconds" && line.reachable && line.interval[0] > size / 1000;
		return { what, slope: line.slope, interval: line.interval, grows };
	});
}

function describeRun(number: number, run: RunCost | undefined): string {
	if (run === undefined) return "";
	return `run ${number}: ${megabytes(run.memoryPeak)} MB, ${run.openFilesPeak} files, ${run.connectionsPeak} sockets, cache ${megabytes(run.cacheBytes)} MB, ${run.temporaryEntries} temporary entries, ${run.seconds.toFixed(1)} s`;
}

function megabytes(bytes: number): string {
	return (bytes / 1e6).toFixed(1);
}

/** The figures of every run, and how each grows. */
export function showEndurance({ runs, trends, failures }: Endurance): string {
	const table = new Table({
		head: ["", "First", "Last", "Slope per run", "95 % interval", "Grows"],
		style: { head: [], border: [] },
	});
	for (const { what, slope, interval, grows } of trends) {
		const bytes = what === "memoryPeak" || what === "cacheBytes";
		const shown = (value: number) => (bytes ? `${megabytes(value)} MB` : value.toFixed(what === "seconds" ? 1 : 0));
		const fine = (value: number) => (bytes ? `${(value / 1e6).toFixed(3)} MB` : value.toFixed(3));
		table.push([
			what,
			shown(runs[SKIPPED]?.[what] ?? 0),
			shown(runs.at(-1)?.[what] ?? 0),
			fine(slope),
			`${fine(interval[0])} .. ${fine(interval[1])}`,
			grows ? "yes" : "no",
		]);
	}
	return `${table.toString()}\n${failures.map((failure) => `${failure}\n`).join("")}${runs.length} runs; the first fills the cache and is not in the trends.\n`;
}
