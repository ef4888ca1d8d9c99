import { join } from "node:path";
import type { Progress } from "../../../base/progress.ts";
import { checkGate } from "../../judge/gate.ts";
import type { Waiver } from "../../judge/waivers.ts";
import { RECORD_FILE, readRecord, runFolder } from "../../record/file.ts";
import { appendHistory, historyIn } from "../../record/history/history-file.ts";
import { historyLineOf } from "../../record/history/history-line.ts";
import { STATUS_WORDS } from "../../record/run-status.ts";
import type { RunRecord } from "../../record/schema.ts";
import { writeExports } from "../../report/export/write-exports.ts";
import { renderJobSummary } from "../../report/job-summary.ts";
import { showRecord } from "../../report/show-record.ts";
import { gateLines } from "../../report/words/gate-words.ts";
import { writeReports } from "../../report/write-reports.ts";
import { amendRun } from "../../run/journal/journal.ts";
import { sweepRun } from "../../run/journal/run-lock.ts";
import type { RunPlan } from "../../run/plan.ts";
import { type Outcome, run } from "../../run/run.ts";
import type { BenchFlags } from "../flags/table.ts";
import { appendJobSummary, writtenLine } from "../outputs.ts";
import { sayContinue } from "../say-continue.ts";

/** What comes of a record, besides its reports. */
export type Outputs = Pick<BenchFlags, "json" | "gate" | "openHarm" | "keep" | "junit" | "export" | "out">;

/** Where a complete run lies, and what the gate says of it. */
export interface Measured {
	readonly folder: string;
	readonly record: RunRecord;
	readonly exitCode: number;
}

/** What measuring says and hands on while it goes on. */
export interface Telling {
	readonly progress: Progress;
	/** Told of the record as soon as there is one: whatever ends the run, it is printed. */
	readonly onRecord: (record: RunRecord) => void;
	readonly environment: NodeJS.ProcessEnv;
}

/** Measures, shows and writes what was measured. @throws whatever ended the run early, after all of that. */
export async function measureRun(
	plan: RunPlan,
	outputs: Outputs,
	waivers: readonly Waiver[],
	telling: Telling,
	signal: AbortSignal,
): Promise<Measured> {
	const outcome = await run(plan, telling.progress, signal);
	telling.onRecord(outcome.record);
	return finishRun(outcome, outputs, waivers, telling);
}

/** Shows a run that has just been saved and writes what is asked of it. @throws what ended it early, after all of that. */
export async function finishRun(
	{ record, folder, files, error }: Outcome,
	outputs: Outputs,
	waivers: readonly Waiver[],
	{ progress, environment }: Pick<Telling, "progress" | "environment">,
): Promise<Measured> {
	if (!outputs.json) showRecord(record, process.stdout);
	const exported = await writeExports(record, filesOf(outputs), waivers);
	const kept = outputs.keep ? await appendToHistory(record, outputs.out, progress) : [];
	progress.notice(writtenLine([join(folder, RECORD_FILE), ...files, ...exported, ...kept], folder));
	const unwritten = await appendJobSummary(renderJobSummary(record), environment);
	if (unwritten !== undefined) progress.notice(unwritten);
	if (error !== undefined) {
		sayContinue("bench", folder, progress, error);
		throw error;
	}
	return { folder, record, exitCode: outputs.gate ? passGate(record, waivers, outputs.openHarm, progress) : 0 };
}

/** A run that was complete already: what is asked of its record is done with it. */
export async function reuseCompletedRun(
	path: string,
	outputs: Outputs,
	waivers: readonly Waiver[],
	{ progress, onRecord }: Telling,
): Promise<Measured> {
	const folder = await runFolder(path);
	// Killed at its very end, a run may lack its reports, and facts may lie beside its record.
	const wasKilled = await sweepRun(folder);
	const record = wasKilled ? await amendRun(path) : await readRecord(path);
	onRecord(record);
	const reports = wasKilled ? await writeReports(record, folder) : [];
	const written = [...reports, ...(await writeExports(record, filesOf(outputs), waivers))];
	if (written.length > 0) progress.notice(writtenLine(written, folder));
	return { folder, record, exitCode: outputs.gate ? passGate(record, waivers, outputs.openHarm, progress) : 0 };
}

/** The files for other tools that the flags name. */
export function filesOf({ junit, export: exports }: Pick<BenchFlags, "junit" | "export">) {
	return { exports, ...(junit === undefined ? {} : { junit }) };
}

/** Judges the record for merging and says why. @returns the exit code. */
function passGate(
	record: RunRecord,
	waivers: readonly Waiver[],
	openHarm: BenchFlags["openHarm"],
	progress: Progress,
): number {
	const result = checkGate(record, waivers, openHarm);
	for (const line of gateLines(result, record)) progress.notice(line);
	return result.failures.length === 0 ? 0 : 1;
}

/** Adds a whole run to the history; half a run would show its missing strata as gaps for ever. */
async function appendToHistory(record: RunRecord, out: string, progress: Progress): Promise<readonly string[]> {
	if (record.status !== "complete") {
		progress.notice(`Not kept in the history: the run ${STATUS_WORDS[record.status]}.`);
		return [];
	}
	const path = historyIn(out);
	await appendHistory(path, historyLineOf(record));
	return [path];
}
