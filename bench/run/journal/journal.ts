import { dirname, join } from "node:path";
import { BenchError, messageOf } from "../../../base/errors.ts";
import { judge } from "../../judge/judge-run.ts";
import { checkRecord, makeRunFolder, recordPath, writeChecked } from "../../record/file.ts";
import { type Journal, journalOf, type RunHead, startedRun } from "../../record/journal.ts";
import type { MeasuredRun } from "../../record/measured.ts";
import { newRunFolderName } from "../../record/run-names.ts";
import type { JudgedRun } from "../../record/schema.ts";
import { wordedRecord } from "../../report/words/worded-record.ts";
import { appendFacts, dropFacts, readMeasured, startFacts } from "./facts-file.ts";
import { continuationNotices, type MeasuredNow, requireResumable } from "./resumable.ts";
import { lockRun, sweepRun, sweepRuns } from "./run-lock.ts";

/**
 * The journal of a run under way, in a folder that this process alone has. Every fact is on disk before the next
 * measurement starts, and so is the record of all facts, judged; judging adds nothing to the facts.
 */
export interface RunJournal extends Journal {
	readonly folder: string;
	/** All facts so far with what was judged of them last. */
	readonly judged: JudgedRun;
	/**
	 * Closes the record; `failure` says why it ended early. Where it cannot be judged or saved any more, it says so all the
	 * same: it is closed with the verdicts that it had last, and what keeps it from the disk is thrown.
	 */
	finish(status: MeasuredRun["status"], failure?: string): Promise<JudgedRun>;
	/** Gives the run's folder free for others. */
	close(): Promise<void>;
}

/** Starts the record of a new run in its own folder under `out`. */
export async function startJournal(out: string, head: RunHead, startedAt: Date): Promise<RunJournal> {
	const runId = newRunFolderName(startedAt, head.suite, head.dataset.scale);
	const folder = join(out, runId);
	await sweepRuns(out);
	await makeRunFolder(folder);
	return inLockedFolder(folder, async () => startedRun(runId, head, startedAt));
}

/**
 * Continues the record of a run that ended early.
 * @param suite what is measured now: queries and indexes that must be those of the record.
 * @throws BenchError kind "usage" when that run measured something else.
 */
export async function resumeJournal(run: string, head: RunHead, suite: MeasuredNow): Promise<RunJournal> {
	const folder = dirname(await recordPath(run));
	return inLockedFolder(folder, async () => {
		const before = await readMeasured(folder);
		requireResumable(folder, before, head, suite);
		await sweepRun(folder);
		// What was measured stays, also when fewer scenarios are asked for now.
		const planned = [...new Set([...before.scenarios.map((scenario) => scenario.id), ...head.planned])];
		const dataset = before.dataset.tables.length > 0 ? before.dataset : head.dataset;
		const notices = [...new Set([...before.notices, ...continuationNotices(before, head)])];
		const open = { status: "partial" as const, failure: null, finishedAt: null };
		return { ...before, ...head, ...open, planned, dataset, notices };
	});
}

/**
 * Changes facts of a run that is not under way, and judges it again.
 * @returns the record as it is now. @throws BenchError kind "usage" while another process has the run.
 */
export async function amendRun(run: string, change: Partial<MeasuredRun> = {}): Promise<JudgedRun> {
	const folder = dirname(await recordPath(run));
	const release = await lockRun(folder);
	try {
		const record = writtenForm({ ...(await readMeasured(folder)), ...change });
		await writeChecked(folder, record);
		await dropFacts(folder);
		return record;
	} finally {
		await release();
	}
}

/** Saves facts that were measured elsewhere as a run of its own under `out`, judged as one. */
export async function saveRun(
	out: string,
	measured: Omit<MeasuredRun, "runId">,
): Promise<{ readonly folder: string; readonly record: JudgedRun }> {
	const runId = newRunFolderName(new Date(measured.startedAt), measured.suite, measured.dataset.scale);
	const folder = join(out, runId);
	const record = writtenForm({ ...measured, runId });
	await writeChecked(folder, record);
	return { folder, record };
}

/**
 * Takes the run's folder for this process alone, and saves what is known so far.
 * @param start reads what there is only once the folder is taken: until then another process may add to it.
 */
async function inLockedFolder(folder: string, start: () => Promise<MeasuredRun>): Promise<RunJournal> {
	const release = await lockRun(folder);
	try {
		const measured = await start();
		const judged = writtenForm(measured);
		await writeChecked(folder, judged);
		await startFacts(folder, measured);
		return savedJournal(folder, measured, judged, release);
	} catch (error) {
		await release();
		throw error;
	}
}

/** The facts as they are written: judged, and told in English too. */
function writtenForm(measured: MeasuredRun): JudgedRun {
	return checkRecord(wordedRecord(judge(measured)));
}

function savedJournal(folder: string, start: MeasuredRun, known: JudgedRun, release: () => Promise<void>): RunJournal {
	let judged = known;
	const journal = journalOf(start, async (facts) => {
		try {
			await appendFacts(folder, facts);
		} finally {
			// What is measured is also known where there is no room to write it.
			judged = writtenForm(journal.measured);
		}
		await writeChecked(folder, judged);
	});
	return {
		...journal,
		folder,
		get measured() {
			return journal.measured;
		},
		get judged() {
			return judged;
		},
		async finish(status, failure) {
			const end = { status, failure: failure ?? null, finishedAt: new Date().toISOString() };
			try {
				await journal.append({ kind: "end", end });
				await dropFacts(folder);
			} catch (error) {
				if (judged.finishedAt === end.finishedAt || status === "complete") throw error;
				// A run that failed may have failed by just that; its facts stay beside the record.
				judged = { ...judged, ...end };
				await writeChecked(folder, judged);
			}
			return judged;
		},
		close: release,
	};
}

/** How an error that ended a run is told in its record. */
export function failureText(error: unknown): string {
	return error instanceof BenchError ? `${error.message} ${error.remedy}` : messageOf(error);
}
