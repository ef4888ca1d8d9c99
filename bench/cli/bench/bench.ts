import { join } from "node:path";
import { displayPath } from "../../../base/display-path.ts";
import { BenchError } from "../../../base/errors.ts";
import type { Progress } from "../../../base/progress.ts";
import { requireWritable, type Target } from "../../../base/writable-targets.ts";
import { checkGate } from "../../judge/gate.ts";
import { readWaivers, type Waiver } from "../../judge/waivers.ts";
import { STATUS_WORDS } from "../../record/course.ts";
import { curveFileAt, readCurve } from "../../record/curve/file.ts";
import type { CurveRecord } from "../../record/curve/schema.ts";
import { RECORD_FILE, readRecord, runFolder } from "../../record/file.ts";
import { appendHistory, historyIn } from "../../record/history/history-file.ts";
import { historyLineOf } from "../../record/history/history-line.ts";
import type { RunRecord } from "../../record/schema.ts";
import { showCurve } from "../../report/curve/curve-text.ts";
import { fileTargets, writeExports } from "../../report/export/write-exports.ts";
import { renderJobSummary } from "../../report/job-summary.ts";
import { showRecord } from "../../report/show-record.ts";
import { writeReports } from "../../report/write-reports.ts";
import { type CurveAsked, curveOfRun, hasCurve, runOfCurve } from "../../run/curve/curve-of-run.ts";
import { sweepRun } from "../../run/journal/run-claim.ts";
import { run } from "../../run/run.ts";
import { defaultCacheFolder } from "../../server/cache-folder.ts";
import { sweepDeadServers } from "../../server/sweep-dead.ts";
import { benchConfig, type Config } from "../config.ts";
import { restorable } from "../flags/options.ts";
import { type Given, parseUsage } from "../flags/parse.ts";
import { BENCH_FLAGS, type BenchFlags } from "../flags/table.ts";
import { appendJobSummary } from "../job-summary-file.ts";
import type { CommandContext } from "../program.ts";
import { progressDisplay } from "../progress-display.ts";
import { shellWord, wordsOf } from "../shell-words.ts";
import { writtenLine } from "../written-files.ts";
import { benchCurve } from "./bench-curve.ts";

/** `index-impact bench`. @param argv the words after that. @returns the exit code. @throws BenchError */
export async function bench(
	given: Given<typeof BENCH_FLAGS>,
	context: CommandContext,
	argv: readonly string[],
): Promise<number> {
	const { environment, signal } = context;
	const resumed = given.flags.resume;
	const earlier = resumed === undefined ? undefined : await whatStarted(resumed, context);
	const flags = earlier === undefined ? given.flags : continuedFlags(argv, context, earlier);
	await requireWritable(await targetsOf(flags));
	const finished = earlier !== undefined && isWhole(earlier.record) && asksNothingMore(flags, earlier.started);
	// A run that was killed at its very end is complete, and nothing is started that would find what it left.
	if (finished) await sweepDeadServers(defaultCacheFolder(environment));
	// With --full, the curve is a part of the run.
	if (earlier?.isCurve || (flags.curve !== undefined && flags.curve !== "none" && !flags.full)) {
		if (!finished) return benchCurve(flags, environment, signal);
		if (flags.json) process.stdout.write(`${JSON.stringify(earlier?.record)}\n`);
		return sayComplete(flags);
	}
	const config = await benchConfig(flags, environment);
	// Read first: a mistake in it must not cost a run.
	const waivers = config.waivers === undefined ? [] : await readWaivers(config.waivers);
	const progress = progressDisplay(process.stderr);
	let latest: RunRecord | undefined;
	const onRecord = (record: RunRecord) => {
		latest = record;
	};
	try {
		const { folder, exitCode } =
			finished && config.resume !== undefined
				? await takeUp(config.resume, config, waivers, progress, onRecord)
				: await measure(config, waivers, environment, progress, signal, onRecord);
		const { sizes, command } = config;
		const asked = sizes === undefined ? undefined : { sizes, command, flags };
		if (asked !== undefined && latest !== undefined && !hasCurve(latest, asked)) {
			await grow(folder, asked, environment, progress, signal, onRecord);
		} else if (finished) sayComplete(flags);
		return exitCode;
	} finally {
		// Whatever ended it: what is known by then, and one document.
		if (config.json && latest !== undefined) process.stdout.write(`${JSON.stringify(latest)}\n`);
		progress.close();
	}
}

/** Makes the curve of a full run and shows it. @throws whatever ended it early, after saving what there is. */
async function grow(
	folder: string,
	asked: CurveAsked,
	environment: NodeJS.ProcessEnv,
	progress: Progress,
	signal: AbortSignal,
	onRecord: (record: RunRecord) => void,
): Promise<void> {
	try {
		const { curve, record, files, error } = await curveOfRun(folder, asked, environment, progress, signal);
		onRecord(record);
		if (!asked.flags.json) showCurve(curve, process.stdout);
		if (files.length > 0) progress.notice(writtenLine(files, folder));
		if (error !== undefined) throw error;
	} catch (error) {
		sayContinue(folder, progress);
		throw error;
	}
}

/** Where a complete run lies, and what the gate says of it. */
interface Measured {
	readonly folder: string;
	readonly exitCode: number;
}

/** Measures, shows and writes what was measured. @throws whatever ended the run early, after all of that. */
async function measure(
	config: Config,
	waivers: readonly Waiver[],
	environment: NodeJS.ProcessEnv,
	progress: Progress,
	signal: AbortSignal,
	onRecord: (record: RunRecord) => void,
): Promise<Measured> {
	const { record, folder, files, error } = await run(config, progress, signal);
	onRecord(record);
	if (!config.json) showRecord(record, process.stdout);
	const exported = await writeExports(record, config, waivers);
	const kept = config.keep ? await keep(record, config.out, progress) : [];
	progress.notice(writtenLine([join(folder, RECORD_FILE), ...files, ...exported, ...kept], folder));
	const unwritten = await appendJobSummary(renderJobSummary(record), environment);
	if (unwritten !== undefined) progress.notice(unwritten);
	if (error !== undefined) {
		sayContinue(folder, progress);
		throw error;
	}
	return { folder, exitCode: config.gate ? passGate(record, waivers, progress) : 0 };
}

/** A run that was complete already: what is asked of its record is done with it. */
async function takeUp(
	run: string,
	config: Config,
	waivers: readonly Waiver[],
	progress: Progress,
	onRecord: (record: RunRecord) => void,
): Promise<Measured> {
	const record = await readRecord(run);
	onRecord(record);
	const folder = await runFolder(run);
	const reports = (await sweepRun(folder)) ? await writeReports(record, folder) : [];
	const written = [...reports, ...(await writeExports(record, config, waivers))];
	if (written.length > 0) progress.notice(writtenLine(written, folder));
	return { folder, exitCode: config.gate ? passGate(record, waivers, progress) : 0 };
}

function sayContinue(folder: string, progress: Progress): void {
	progress.notice(`To continue: pnpm bench --resume ${shellWord(displayPath(folder))}`);
}

/** A run that is to be continued, and what it was started with. */
interface Earlier {
	readonly path: string;
	readonly record: RunRecord | CurveRecord;
	/** Whether it is a scale curve of its own, and no run. */
	readonly isCurve: boolean;
	/** What it was started with. */
	readonly started: BenchFlags;
}

/** Reads what is to be continued; the curve of a full run is continued as the run that it is a part of. */
async function whatStarted(resumed: string, context: CommandContext): Promise<Earlier> {
	const file = await curveFileAt(resumed);
	const run = file === undefined ? resumed : await runOfCurve(file);
	const record = await (run === undefined ? readCurve(resumed) : readRecord(run));
	const words = wordsOf(record.command).slice(2);
	const started = parseUsage(BENCH_USAGE, words, { ...context, environment: {} });
	if ("help" in started) {
		throw new BenchError(
			"usage",
			`${resumed} says that it was started with --help.`,
			"Restore the file as it was written, or measure again.",
		);
	}
	return { path: run ?? resumed, record, isCurve: run === undefined, started: started.flags };
}

const BENCH_USAGE = { name: "bench", description: "", flags: BENCH_FLAGS };

/** What the run was started with holds unless it is said otherwise. */
function continuedFlags(argv: readonly string[], context: CommandContext, { started, path }: Earlier): BenchFlags {
	const parsed = parseUsage(BENCH_USAGE, argv, { ...context, restored: restorable(BENCH_FLAGS, started) });
	if ("help" in parsed) throw new Error("help was not asked for");
	return { ...parsed.flags, resume: path };
}

/** A study that failed is made up for when the run is continued. */
function isWhole(record: RunRecord | CurveRecord): boolean {
	const failures = "studyFailures" in record ? (record.studyFailures ?? []) : [];
	return record.status === "complete" && failures.length === 0;
}

/**
 * Whether nothing is left to do for a complete run: flags that only say what to do with the record ask for nothing. The
 * curve of a full run is seen to afterwards.
 */
function asksNothingMore(now: BenchFlags, started: BenchFlags): boolean {
	const each = (texts: readonly string[]) => [...new Set(texts)].sort();
	const asked = ({ only, full, indexSet, try: candidates, load, curve }: BenchFlags) =>
		JSON.stringify([only, full, each(indexSet), each(candidates), load, full ? "" : curve]);
	const same = ({ suite, scale, seed, design, countersOnly, null: nullRun }: BenchFlags) =>
		JSON.stringify([suite, scale, seed, design, countersOnly, nullRun]);
	return asked(now) === asked(started) && same(now) === same(started);
}

function sayComplete({ resume = "" }: BenchFlags): number {
	process.stderr.write(`This run is complete; pnpm report ${shellWord(displayPath(resume))} shows it.\n`);
	return 0;
}

/** All that the command writes besides standard output. */
async function targetsOf({ out, resume, keep, junit, export: exports }: BenchFlags): Promise<readonly Target[]> {
	return [
		resume === undefined
			? { flag: "--out", path: out, kind: "folder" }
			: { flag: "--resume", path: await runFolder(resume), kind: "folder" },
		...(keep ? [{ flag: "The history of --keep,", path: historyIn(out), kind: "file" } as const] : []),
		...fileTargets({ junit, exports }),
	];
}

/** Judges the record for merging and says why. @returns the exit code. */
function passGate(record: RunRecord, waivers: readonly Waiver[], progress: Progress): number {
	const { failures, waived, unused } = checkGate(record, waivers);
	for (const line of waived) progress.notice(`Gate, waived: ${line}`);
	for (const waiver of unused) progress.notice(`Gate: nothing needed the waiver ${JSON.stringify(waiver)}.`);
	for (const line of failures) progress.notice(`Gate: ${line}`);
	const reasons = failures.length === 1 ? "1 reason" : `${failures.length} reasons`;
	progress.notice(failures.length === 0 ? "Gate: holds." : `Gate: fails for ${reasons}.`);
	return failures.length === 0 ? 0 : 1;
}

/** Adds a whole run to the history; half a run would show its missing strata as gaps for ever. */
async function keep(record: RunRecord, out: string, progress: Progress): Promise<readonly string[]> {
	if (record.status !== "complete") {
		progress.notice(`Not kept in the history: the run ${STATUS_WORDS[record.status]}.`);
		return [];
	}
	const path = historyIn(out);
	await appendHistory(path, historyLineOf(record));
	return [path];
}
