import { withTimeout } from "../../base/abortable.ts";
import { BenchError, messageOf } from "../../base/errors.ts";
import type { Progress } from "../../base/progress.ts";
import { connector } from "../../mysql/connect.ts";
import { isFromServer } from "../../mysql/errors.ts";
import { leftOutSentence } from "../../schema/ddl/left-out-words.ts";
import { measureCounters } from "../measure/counters-only.ts";
import { measurePaired } from "../measure/paired.ts";
import { measureSequential } from "../measure/sequential.ts";
import { NO_SWITCH_NOTICE, usableDesign } from "../measure/usable-design.ts";
import type { RunRecord } from "../record/schema.ts";
import { writeReports } from "../report/write-reports.ts";
import { openServer } from "../server/open-server.ts";
import type { Server } from "../server/server.ts";
import { whileItAnswers } from "../server/watch-server.ts";
import { runStudies } from "../studies/run-studies.ts";
import { checkQueries } from "./check-queries.ts";
import { failureText, type RunJournal, resumeJournal, startJournal } from "./journal/journal.ts";
import { whatIsLeft } from "./kept/what-is-left.ts";
import type { RunPlan } from "./plan.ts";
import { loadDataset, outline, removeIndexes } from "./prepare.ts";
import { serverRequest } from "./server-request.ts";

/** A finished or failed run: its record is on disk in `folder`. */
export interface Outcome {
	readonly folder: string;
	readonly record: RunRecord;
	readonly files: readonly string[];
	/** What ended the run early, if anything did. */
	readonly error?: unknown;
}

/**
 * plan -> server -> dataset -> indexes -> trials -> statistics -> verdicts -> record -> reports.
 * Measuring ends up in the journal, which saves every fact and the verdicts on all. There is a record from the moment
 * there is a server, and whatever ends the run, it says so.
 * @throws BenchError when there is no server, or nowhere to write; later failures are returned with the partial record.
 */
export async function run(plan: RunPlan, progress: Progress, signal: AbortSignal): Promise<Outcome> {
	const startedAt = new Date();
	const wanted = { spec: plan.suite.dataset, scale: plan.scale, seed: plan.seed };
	const server = await openServer(plan.server.source, serverRequest(plan.server, wanted, progress, signal));
	try {
		progress.notice(server.why);
		const outlined = await outline(plan, server, signal);
		const design = usableDesign(plan, outlined.environment.mysql.variables);
		const head = { ...outlined, design };
		for (const what of plan.suite.leftOut ?? []) progress.notice(leftOutSentence(what));
		const { candidates = [], indexSets = [] } = plan.studies ?? {};
		const compared = [...candidates, ...indexSets.flatMap(({ indexes }) => indexes)];
		await checkQueries(connector(server.address, server.database), plan.suite, plan.scenarios, signal, compared);
		const journal =
			plan.resume === undefined
				? await startJournal(plan.out, head, startedAt)
				: await resumeJournal(plan.resume, head, plan.suite);
		try {
			if (design !== plan.design) journal.notice(NO_SWITCH_NOTICE);
			const error = await measure({ ...plan, design }, server, journal, progress, signal);
			const task = progress.task("reports", 0, "files");
			const files = await writeReports(journal.judged, journal.folder).catch((unwritten: unknown) => {
				if (error === undefined) throw unwritten;
				progress.notice(`The reports are not written: ${messageOf(unwritten)}`);
				return [];
			});
			task.finish(`${files.length} files`);
			return { folder: journal.folder, record: journal.judged, files, ...(error === undefined ? {} : { error }) };
		} finally {
			await journal.close();
		}
	} finally {
		// What could not be removed is no reason to lose the outcome: the next run removes it.
		await server.stop().catch((error: unknown) => progress.notice(`The server is not removed: ${messageOf(error)}`));
	}
}

/** An ALTER TABLE that is under way when the run ends holds its table until it is done. */
const REMOVAL_LIMIT_MS = 60_000;

const designs = { paired: measurePaired, sequential: measureSequential, counters: measureCounters };

/** Loads the data and measures what the journal does not have yet. @returns what ended it early, after saving that too. */
async function measure(
	plan: RunPlan,
	server: Server,
	journal: RunJournal,
	progress: Progress,
	signal: AbortSignal,
): Promise<unknown> {
	const { suite, seed, scenarios, studies } = plan;
	const connect = connector(server.address, server.database);
	const done = new Set(journal.measured.scenarios.map((scenario) => scenario.id));
	const design = designs[plan.mode === "counters" ? "counters" : plan.design];
	try {
		await journal.add({ dataset: await loadDataset(plan, server, progress, signal) });
		await whileItAnswers(connect, signal, async (signal) => {
			const undone = scenarios.filter((scenario) => !done.has(scenario.id));
			const { left, builtBefore, nothing, keep } = await whatIsLeft(
				{ ...plan, scenarios: undone },
				connect,
				journal,
				signal,
			);
			if (!nothing) {
				await design({
					suite,
					scenarios: left,
					builtBefore,
					seed,
					budgetMs: plan.budgetSeconds * 1000,
					clockMs: plan.clockSeconds * 1000,
					queryTimeoutMs: plan.queryTimeoutSeconds * 1000,
					connect,
					journal,
					progress,
					signal,
				});
			}
			await keep();
			if (studies !== undefined && plan.mode === "timed" && plan.design === "paired") {
				const queryTimeoutMs = plan.queryTimeoutSeconds * 1000;
				const context = { suite, scenarios, seed, options: studies, connect, queryTimeoutMs, server, progress, signal };
				await runStudies(context, journal);
			}
			if (!server.owned) await removeIndexes(suite, server);
		});
		await journal.finish("complete");
		return undefined;
	} catch (thrown) {
		const error = signal.aborted ? signal.reason : asMeasurementFailure(thrown);
		try {
			await journal.finish(signal.aborted ? "interrupted" : "failed", failureText(error));
		} catch (unsaved) {
			// What ended the run is what there is to mend, and may be the very reason why nothing can be saved.
			progress.notice(`The record does not tell how the run ended: ${messageOf(unsaved)}`);
		} finally {
			// What cannot be removed now is removed by the next run on that server.
			if (!server.owned) await withTimeout(removeIndexes(suite, server), REMOVAL_LIMIT_MS).catch(() => {});
		}
		return error;
	}
}

/** The server's own words for what broke, with what is left to do. Bugs stay what they are. */
function asMeasurementFailure(thrown: unknown): unknown {
	if (!isFromServer(thrown)) return thrown;
	return new BenchError(
		"measurement",
		`The measurement ended early: ${thrown.message}.`,
		"What was measured is saved; run again with --resume and the run's folder.",
		{ cause: thrown },
	);
}
