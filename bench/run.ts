import { BenchError } from "../seed/errors.ts";
import { connector } from "../seed/mysql.ts";
import type { Progress } from "../seed/progress.ts";
import { provideDataset } from "../seed/provide-dataset.ts";
import type { Config } from "./config.ts";
import { dropIndexes } from "./index-set.ts";
import { measureCounters } from "./measure/counters-only.ts";
import { measurePaired } from "./measure/paired.ts";
import { measureSequential } from "./measure/sequential.ts";
import { describeEnvironment } from "./record/environment.ts";
import { failureText, type Journal, type RunHead, resumeJournal, startJournal } from "./record/journal.ts";
import type { RunRecord } from "./record/schema.ts";
import { writeReports } from "./report/write-reports.ts";
import { openServer } from "./server/open-server.ts";
import type { Server } from "./server/server.ts";
import { readVariables } from "./server/variables.ts";
import { serverRequest } from "./server-request.ts";
import { runStudies } from "./studies/run-studies.ts";

/** A finished or failed run: its record is on disk in `folder`. */
export interface Outcome {
	readonly folder: string;
	readonly record: RunRecord;
	readonly files: readonly string[];
	/** What ended the run early, if anything did. */
	readonly error?: unknown;
}

/**
 * config -> server -> dataset -> indexes -> trials -> statistics -> verdicts -> record -> reports.
 * Measuring ends up in the journal, which judges and saves after every scenario.
 * @throws BenchError when nothing was measured yet; later failures are returned with the partial record.
 */
export async function run(config: Config, progress: Progress, signal: AbortSignal): Promise<Outcome> {
	const startedAt = new Date();
	const wanted = { spec: config.suite.dataset, scale: config.scale, seed: config.seed };
	const server = await openServer(config.server.source, serverRequest(config.server, wanted, progress, signal));
	try {
		progress.notice(server.why);
		const head = await prepare(config, server, progress, signal);
		const journal =
			config.resume === undefined
				? await startJournal(config.out, head, startedAt, config.suite.claims)
				: await resumeJournal(config.resume, head, config.suite.claims);
		const error = await measure(config, server, journal, progress, signal);
		const files = await writeReports(journal.record, journal.folder);
		return { folder: journal.folder, record: journal.record, files, ...(error === undefined ? {} : { error }) };
	} finally {
		await server.stop();
	}
}

/** Server and dataset, as the head of the record tells them. */
export async function prepare(
	config: Config,
	server: Server,
	progress: Progress,
	signal: AbortSignal,
): Promise<RunHead> {
	const { suite, scale, seed } = config;
	const connect = connector(server.address, server.database);
	const dataset = await provideDataset({
		connect,
		database: server.database,
		spec: suite.dataset,
		scale,
		seed,
		ownedServer: server.owned,
		progress,
		signal,
	});
	if (!dataset.reused) await server.keepDataset();
	const connection = await connect();
	const variables = await readVariables(connection).finally(() => connection.end());
	return {
		suite: suite.id,
		suiteTitle: suite.title,
		command: config.command,
		environment: {
			...(await describeEnvironment()),
			mysql: {
				version: server.version,
				source: server.source,
				why: server.why,
				...(server.image === undefined ? {} : { image: server.image }),
				variables: { ...variables },
			},
		},
		dataset: {
			...dataset,
			tables: [...dataset.tables],
			assumptions: [...dataset.assumptions],
			audit: { ...dataset.audit, passed: [...dataset.audit.passed], failed: [...dataset.audit.failed] },
		},
		design: config.design,
		...(config.mode === "timed" ? {} : { mode: config.mode }),
		budgetSeconds: config.budgetSeconds,
		planned: config.scenarios.map((scenario) => scenario.id),
	};
}

const designs = { paired: measurePaired, sequential: measureSequential, counters: measureCounters };

/** Measures what the journal does not have yet. @returns what ended it early, after saving that too. */
async function measure(
	config: Config,
	server: Server,
	journal: Journal,
	progress: Progress,
	signal: AbortSignal,
): Promise<unknown> {
	const { suite, seed } = config;
	const connect = connector(server.address, server.database);
	const done = new Set(journal.record.scenarios.map((scenario) => scenario.id));
	const design = designs[config.mode === "counters" ? "counters" : config.design];
	try {
		await design({
			suite,
			scenarios: config.scenarios.filter((scenario) => !done.has(scenario.id)),
			seed,
			budgetMs: config.budgetSeconds * 1000,
			connect,
			journal,
			progress,
			signal,
		});
		if (config.mode === "timed" && config.design === "paired") {
			const { scenarios, studies: options } = config;
			await runStudies({ suite, scenarios, seed, options, connect, server, progress, signal }, journal);
		}
		if (!server.owned) await removeIndexes(config, server);
		await journal.finish("complete");
		return undefined;
	} catch (thrown) {
		const error = signal.aborted ? signal.reason : asMeasurementFailure(thrown);
		await journal.finish(signal.aborted ? "interrupted" : "failed", failureText(error));
		if (!server.owned) await removeIndexes(config, server).catch(() => {});
		return error;
	}
}

/** A server of someone's keeps the dataset, but not the indexes under test. */
async function removeIndexes({ suite }: Config, server: Server): Promise<void> {
	const connection = await connector(server.address, server.database)();
	await dropIndexes(connection, suite.indexes).finally(() => connection.end());
}

/** The server's own words for what broke, with what is left to do. Bugs stay what they are. */
function asMeasurementFailure(thrown: unknown): unknown {
	if (!(thrown instanceof Error) || !("errno" in thrown || "fatal" in thrown)) return thrown;
	return new BenchError(
		"measurement",
		`The measurement ended early: ${thrown.message}.`,
		"What was measured is saved; run again with --resume and the run's folder.",
		{ cause: thrown },
	);
}
