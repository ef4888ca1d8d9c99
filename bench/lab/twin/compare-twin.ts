import type { Progress } from "../../../base/progress.ts";
import { connector } from "../../../mysql/connect.ts";
import { execute } from "../../../mysql/statement.ts";
import type { Project } from "../../../scenarios/project/project.ts";
import { suiteOfProject } from "../../../scenarios/project/suite-of-project.ts";
import { statementsFor } from "../../../scenarios/statements.ts";
import type { Suite } from "../../../scenarios/suite.ts";
import type { Bundle } from "../../../seed/bundle/format.ts";
import { parseScale, type Scale } from "../../../seed/scale.ts";
import { capture } from "../../capture/capture.ts";
import { judge } from "../../judge/judge-run.ts";
import { openSession } from "../../measure/arms.ts";
import { atPrices } from "../../measure/at-prices.ts";
import { measureCounters } from "../../measure/counters-only.ts";
import { keyDrawer } from "../../measure/keys.ts";
import { drawSubjects } from "../../measure/survey.ts";
import { REFERENCE } from "../../measure/work-prices.ts";
import { journalOf, startedRun } from "../../record/journal.ts";
import type { RunRecord } from "../../record/schema.ts";
import type { Prices } from "../../record/work.ts";
import { loadDataset, outline } from "../../run/prepare.ts";
import { serverRequest } from "../../run/server-request.ts";
import { openServer } from "../../server/open-server.ts";
import type { Server, ServerSettings } from "../../server/server.ts";
import { agreementOf, pairsOf, type StratumPair } from "./agreement.ts";

/** Where both are made and measured. */
export interface TwinSetting {
	readonly server: ServerSettings;
	readonly seed: number;
	readonly progress: Progress;
	readonly signal: AbortSignal;
}

/** What came of one original and its twin. */
export interface TwinComparison extends ReturnType<typeof agreementOf> {
	readonly original: string;
	/** Statements of the bundle of which no scenario could be made, with the reasons. */
	readonly unbound: readonly string[];
	readonly capture: { readonly seconds: number; readonly rowsRead: number; readonly bundleBytes: number };
	readonly pairs: readonly StratumPair[];
}

/** A statement has to be called so often before the server's counts of it may be told. */
const CALLS = 12;
const CAPTURE_SECONDS = 120;
const CAPTURE_ROWS = 400_000;
const QUERY_TIMEOUT_MS = 60_000;

/**
 * Captures a dataset while its suite's queries run, makes a twin from the bundle alone, and has the same statements judged by
 * evidence on both: with production's classes of keys, each drawn from the data at hand.
 */
export async function compareTwin(original: Suite, scale: Scale, setting: TwinSetting): Promise<TwinComparison> {
	const { bundle, suite, record } = await withData(original, scale, setting, async (server) => {
		await useAsApplication(original, server, setting);
		const bundle = await captured(server, setting);
		const suite = twinSuite(original, bundle);
		const record = await judged({ ...suite, dataset: original.dataset }, scale, server, setting);
		return { bundle, suite, record };
	});
	const whole = parseScale("production");
	const twin = await withData(suite, whole, setting, (server) => judged(suite, whole, server, setting));
	const pairs = pairsOf(record, twin);
	return {
		original: original.id,
		...agreementOf(pairs),
		unbound: suite.dataset.assumptions.filter((text) => text.startsWith("Not measured")),
		capture: {
			seconds: bundle.cost.seconds,
			rowsRead: bundle.cost.rowsRead,
			bundleBytes: Buffer.byteLength(JSON.stringify(bundle)),
		},
		pairs,
	};
}

/** A project that has this bundle, with the indexes of the suite under test. */
function twinSuite(original: Suite, production: Bundle): Suite {
	const schema = { tables: original.tables, views: [], relations: [], problems: [] };
	const project: Project = {
		folder: "/",
		name: original.id,
		config: {},
		schema,
		request: { folder: "/" },
		production,
	};
	return suiteOfProject(project, { indexes: original.indexes, queries: [] });
}

async function withData<T>(
	suite: Suite,
	scale: Scale,
	{ server: settings, seed, progress, signal }: TwinSetting,
	work: (server: Server) => Promise<T>,
): Promise<T> {
	const wanted = { spec: suite.dataset, scale, seed };
	const server = await openServer(settings.source, serverRequest(settings, wanted, progress, signal));
	try {
		await loadDataset({ suite, scale, seed }, server, progress, signal);
		return await work(server);
	} finally {
		await server.stop();
	}
}

/** Runs every query of the suite as often as its keys need to be told of, so that the server has counted them. */
async function useAsApplication(suite: Suite, server: Server, { seed, progress, signal }: TwinSetting): Promise<void> {
	const connection = await openSession(connector(server.address, server.database), signal);
	try {
		const subjects = await drawSubjects(suite.scenarios, keyDrawer([connection], seed));
		const task = progress.task("running the application's queries", subjects.length, "strata");
		for (const [done, { scenario, stratum, keys }] of subjects.entries()) {
			task.update(done, `${scenario.id} ${stratum.id}`);
			for (let call = 0; call < CALLS; call++) {
				signal.throwIfAborted();
				const key = keys[call % keys.length];
				if (key !== undefined) await execute(connection, statementsFor(stratum, key));
			}
		}
		task.finish(`${subjects.length} strata`);
	} finally {
		await connection.end().catch(() => connection.destroy());
	}
}

async function captured(server: Server, { progress, signal }: TwinSetting): Promise<Bundle> {
	const task = progress.task("capture", CAPTURE_SECONDS, "s");
	const bundle = await capture({
		connect: connector(server.address),
		database: server.database,
		seconds: CAPTURE_SECONDS,
		rows: CAPTURE_ROWS,
		signal,
		now: new Date(),
		announce: () => {},
	});
	task.finish(`${bundle.tables.length} tables, ${bundle.queries.length} statements`);
	return bundle;
}

/** The suite judged by evidence on what the server holds. */
async function judged(suite: Suite, scale: Scale, server: Server, setting: TwinSetting): Promise<RunRecord> {
	const { seed, progress, signal } = setting;
	const { scenarios } = suite;
	const plan = {
		suite,
		scale,
		seed,
		scenarios,
		design: "paired",
		mode: "counters",
		budgetSeconds: 0,
		options: {},
	} as const;
	const head = await outline(plan, server, signal);
	const journal = journalOf(startedRun("twin", head, new Date()));
	await measureCounters({
		suite,
		scenarios,
		seed,
		budgetMs: 0,
		queryTimeoutMs: QUERY_TIMEOUT_MS,
		connect: connector(server.address, server.database),
		journal,
		progress,
		signal,
	});
	// The calibration of two servers differs by what the machine did meanwhile, which is no matter of the data.
	const { measured } = journal;
	return judge({
		...measured,
		scenarios: measured.scenarios.map((scenario) => ({
			...scenario,
			strata: atPrices(scenario.strata, REFERENCE_PRICES),
		})),
	});
}

const REFERENCE_PRICES = Object.fromEntries(
	Object.entries(REFERENCE).map(([kind, [low, high]]) => [kind, [low, high]]),
) as Prices;
