import { dirname, join } from "node:path";
import { BenchError, messageOf } from "../../../base/errors.ts";
import { conclude, type Published } from "../../judge/judge-run.ts";
import { checkRecord, makeRunFolder, readRecord, recordPath, writeChecked, writeRecord } from "../../record/file.ts";
import { newRunFolderName } from "../../record/run-names.ts";
import type { RunRecord, ScenarioRecord } from "../../record/schema.ts";
import type { Studies } from "../../record/studies/schema.ts";
import { wordedRecord } from "../../report/words/worded-record.ts";
import { continuationNotices, type MeasuredNow, requireResumable } from "./resumable.ts";
import { claimFolder, sweepRun, sweepRuns } from "./run-claim.ts";

/** What is known of a run before its first measurement. */
export type RunHead = Pick<
	RunRecord,
	| "suite"
	| "suiteTitle"
	| "command"
	| "options"
	| "environment"
	| "dataset"
	| "design"
	| "mode"
	| "budgetSeconds"
	| "planned"
>;

/** What a run learns besides its scenarios. */
export type RunFinding = Partial<
	Pick<
		RunRecord,
		| "dataset"
		| "indexes"
		| "noiseFloor"
		| "overhead"
		| "prices"
		| "clock"
		| "threshold"
		| "studyFailures"
		| "studyRequests"
	>
>;

/**
 * The record of a run under way. Every addition is judged anew and saved before the next measurement starts, so that
 * whatever ends the run, all that was measured is on disk.
 */
export interface Journal {
	readonly folder: string;
	readonly record: RunRecord;
	add(finding: RunFinding): Promise<void>;
	/** Adds a scenario, or puts it in the place of what the record had of it. */
	addScenario(scenario: ScenarioRecord): Promise<void>;
	/** Adds what a study found. */
	addStudies(found: Partial<Studies>): Promise<void>;
	notice(line: string): void;
	/** Runs one stage and notes its seconds. */
	stage<T>(name: string, work: () => Promise<T>): Promise<T>;
	/**
	 * Closes the record; `failure` says why it ended early. Then the record says so even where it cannot be judged or saved
	 * any more: it is closed as it was last valid, and what keeps it from the disk is thrown.
	 */
	finish(status: RunRecord["status"], failure?: string): Promise<RunRecord>;
	/** Gives the run's folder free for others. */
	close(): Promise<void>;
}

/** Starts the record of a new run in its own folder under `out`. */
export async function startJournal(
	out: string,
	head: RunHead,
	startedAt: Date,
	published: Published,
): Promise<Journal> {
	const runId = newRunFolderName(startedAt, head.suite, head.dataset.scale);
	const folder = join(out, runId);
	await sweepRuns(out);
	await makeRunFolder(folder);
	return inClaimedFolder(folder, published, async () => emptyRecord(runId, head, startedAt));
}

/** A journal in memory alone: for experiments, which look at the verdicts of many runs and keep none. */
export function unsavedJournal(head: RunHead, startedAt: Date): Journal {
	return journalOf(
		"",
		emptyRecord("unsaved", head, startedAt),
		{ claims: [] },
		{ check: (record) => record, write: async () => {} },
		async () => {},
	);
}

function emptyRecord(runId: string, head: RunHead, startedAt: Date): RunRecord {
	return {
		schemaVersion: 1,
		runId,
		startedAt: startedAt.toISOString(),
		finishedAt: null,
		status: "partial",
		failure: null,
		...head,
		noiseFloor: { pct: 0, pairs: 0, trials: [] },
		threshold: { pct: 0 },
		indexes: [],
		scenarios: [],
		claims: [],
		notices: [],
		timing: {},
	};
}

/**
 * Continues the record of a run that ended early.
 * @param suite what is measured now: claims to judge by, and queries and indexes that must be those of the record.
 * @throws BenchError kind "usage" when that run measured something else.
 */
export async function resumeJournal(run: string, head: RunHead, suite: Published & MeasuredNow): Promise<Journal> {
	const folder = dirname(await recordPath(run));
	return inClaimedFolder(folder, suite, async () => {
		const record = await readRecord(run);
		requireResumable(folder, record, head, suite);
		await sweepRun(folder);
		// What was measured stays, also when fewer scenarios are asked for now.
		const planned = [...new Set([...record.scenarios.map((scenario) => scenario.id), ...head.planned])];
		const dataset = record.dataset.tables.length > 0 ? record.dataset : head.dataset;
		const notices = [...new Set([...record.notices, ...continuationNotices(record, head)])];
		const open = { status: "partial" as const, failure: null, finishedAt: null };
		return { ...record, ...head, ...open, planned, dataset, notices };
	});
}

/**
 * Takes the run's folder for this process alone, and saves what is known so far.
 * @param start reads what there is only once the folder is taken: until then another process may add to it.
 */
async function inClaimedFolder(
	folder: string,
	published: Published,
	start: () => Promise<RunRecord>,
): Promise<Journal> {
	const release = await claimFolder(folder);
	try {
		const record = await start();
		await writeRecord(folder, record);
		const write = (checked: RunRecord) => writeChecked(folder, checked);
		return journalOf(folder, record, published, { check: checkRecord, write }, release);
	} catch (error) {
		await release();
		throw error;
	}
}

/** Where a journal keeps its record. */
interface Store {
	check(record: RunRecord): RunRecord;
	write(checked: RunRecord): Promise<void>;
}

function journalOf(
	folder: string,
	start: RunRecord,
	published: Published,
	store: Store,
	release: () => Promise<void>,
): Journal {
	let record = start;
	const save = async (next: RunRecord) => {
		// What is not valid never takes the place of what is; what is valid stays known where there is no room to write it.
		const checked = store.check(next);
		record = next;
		await store.write(checked);
	};
	const concluded = () => {
		const order = new Map(record.planned.map((id, position) => [id, position]));
		const scenarios = record.scenarios.toSorted((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0));
		return wordedRecord(conclude({ ...record, scenarios }, published));
	};
	return {
		folder,
		get record() {
			return record;
		},
		add: (finding) => save({ ...record, ...finding }),
		addScenario: (scenario) => {
			const known = record.scenarios.some(({ id }) => id === scenario.id);
			const scenarios = known
				? record.scenarios.map((other) => (other.id === scenario.id ? scenario : other))
				: [...record.scenarios, scenario];
			return save(wordedRecord(conclude({ ...record, scenarios }, published)));
		},
		addStudies: (found) =>
			save(wordedRecord(conclude({ ...record, studies: { ...record.studies, ...found } }, published))),
		notice(line) {
			if (!record.notices.includes(line)) record = { ...record, notices: [...record.notices, line] };
		},
		async stage(name, work) {
			const started = performance.now();
			try {
				return await work();
			} finally {
				const seconds = (performance.now() - started) / 1000 + (record.timing[name] ?? 0);
				record = { ...record, timing: { ...record.timing, [name]: Math.round(seconds * 1000) / 1000 } };
			}
		},
		async finish(status, failure) {
			const end = { status, failure: failure ?? null, finishedAt: new Date().toISOString() };
			try {
				record = store.check(concluded());
			} catch (error) {
				// A run that failed may have failed by just that.
				if (status === "complete") throw error;
			}
			await save({ ...record, ...end });
			return record;
		},
		close: release,
	};
}

/** How an error that ended a run is told in its record. */
export function failureText(error: unknown): string {
	return error instanceof BenchError ? `${error.message} ${error.remedy}` : messageOf(error);
}
