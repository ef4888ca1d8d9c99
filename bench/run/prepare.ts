import { abortable, withTimeout } from "../../base/abortable.ts";
import type { Progress } from "../../base/progress.ts";
import { connector } from "../../mysql/connect.ts";
import { dropIndexes } from "../../mysql/index-set.ts";
import { readVariables } from "../../mysql/variables.ts";
import type { Suite } from "../../scenarios/suite.ts";
import { datasetKey } from "../../seed/dataset-key.ts";
import { MARKER_TABLE } from "../../seed/dataset-marker.ts";
import { provideDataset } from "../../seed/provide-dataset.ts";
import { openSession } from "../measure/arms.ts";
import { describeEnvironment } from "../record/environment.ts";
import type { RunHead } from "../record/journal.ts";
import type { MeasuredRun } from "../record/measured.ts";
import { commandText } from "../record/options.ts";
import { publishedOf } from "../record/published.ts";
import { dropStrayTables } from "../server/marked-database.ts";
import type { Server } from "../server/server.ts";
import { NO_GRACE, whileItAnswers } from "../server/watch-server.ts";
import { announceSeeding } from "./disk-preflight.ts";
import { earlyFailure } from "./early-failure.ts";
import type { RunPlan } from "./plan.ts";

const VARIABLES_LIMIT_MS = 60_000;
const NO_VARIABLES = "MySQL did not tell its variables";

/** Server and dataset, as the head of the record tells them. */
export async function prepare(
	plan: HeadPlan,
	server: Server,
	progress: Progress,
	signal: AbortSignal,
): Promise<RunHead> {
	const head = await outline(plan, server, signal);
	return { ...head, dataset: await loadDataset(plan, server, progress, signal) };
}

/** The dataset in the server, made or found there, and kept for later runs. */
export async function loadDataset(
	plan: Pick<RunPlan, "suite" | "scale" | "seed">,
	server: Server,
	progress: Progress,
	signal: AbortSignal,
): Promise<MeasuredRun["dataset"]> {
	const { suite, scale, seed } = plan;
	const connect = connector(server.address, server.database);
	if (server.restored && !server.owned) {
		await whileItAnswers(connect, signal, (signal) => removeLeftovers(suite, server, signal), NO_GRACE);
	}
	const { tables, assumptions, audit, ...dataset } = await whileItAnswers(connect, signal, (signal) =>
		provideDataset({
			connect,
			database: server.database,
			spec: suite.dataset,
			scale,
			seed,
			ownedServer: server.owned,
			proven: server.proven ?? false,
			beforeMaking: () => announceSeeding(server, { spec: suite.dataset, scale, seed }, progress),
			progress,
			signal,
		}),
	);
	if (!dataset.reused) {
		// To keep it, a server of our own is stopped for as long as that takes, and sees to its own limits.
		if (server.owned) await server.keepDataset();
		else await whileItAnswers(connect, signal, () => server.keepDataset(), NO_GRACE);
	}
	return {
		...dataset,
		tables: [...tables],
		assumptions: [...assumptions],
		audit: { ...audit, passed: [...audit.passed], failed: [...audit.failed] },
	};
}

/** What the head of a record tells of a plan. */
export type HeadPlan = Pick<
	RunPlan,
	"suite" | "scale" | "seed" | "scenarios" | "shard" | "design" | "mode" | "budgetSeconds" | "options"
>;

/** What is known of a run as soon as there is a server; of its dataset, only which one it will be. */
export async function outline(plan: HeadPlan, server: Server, signal: AbortSignal): Promise<RunHead> {
	const { suite, scale, seed, mode, options } = plan;
	const limited = withTimeout(readAll(server), VARIABLES_LIMIT_MS, NO_VARIABLES);
	const variables = await abortable(limited, signal, { graceMs: 0 }).catch((error: unknown) => {
		throw signal.aborted ? error : earlyFailure(error, NO_VARIABLES);
	});
	return {
		suite: suite.id,
		suiteTitle: suite.title,
		command: commandText(options),
		options,
		...(plan.shard === undefined ? {} : { shard: plan.shard }),
		published: publishedOf(suite),
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
			scale: scale.name,
			seed,
			fingerprint: datasetKey(suite.dataset, scale, seed),
			reused: false,
			seconds: 0,
			rowsPerSecond: 0,
			tables: [],
			assumptions: [...suite.dataset.assumptions],
		},
		design: plan.design,
		...(mode === "timed" ? {} : { mode }),
		budgetSeconds: plan.budgetSeconds,
		planned: plan.scenarios.map((scenario) => scenario.id),
	};
}

async function readAll({ address, database }: Server): Promise<MeasuredRun["environment"]["mysql"]["variables"]> {
	const connection = await connector(address, database)();
	return await readVariables(connection).finally(() => connection.end());
}

/** What a killed run left in its database; indexes would make its dataset look changed. */
async function removeLeftovers(suite: Suite, server: Server, signal: AbortSignal): Promise<void> {
	const connection = await openSession(connector(server.address, server.database), signal);
	const tables = suite.dataset.tables.map(({ table }) => table.name);
	await dropStrayTables(connection, [MARKER_TABLE, ...tables]).finally(() => connection.end());
	await removeIndexes(suite, server, signal);
}

/** A server of someone's keeps the dataset, but not the indexes under test. @param signal when aborted, it is given up. */
export async function removeIndexes(suite: Suite, server: Server, signal?: AbortSignal): Promise<void> {
	const connection = await openSession(connector(server.address, server.database), signal);
	await dropIndexes(connection, suite.indexes).finally(() => connection.end());
}
