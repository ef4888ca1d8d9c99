import { basename, resolve } from "node:path";
import picomatch from "picomatch";
import { BenchError } from "../../base/errors.ts";
import { askedCandidate, askedSet } from "../../scenarios/asked-indexes.ts";
import { curveSizes, sizesAround } from "../../scenarios/sizes.ts";
import type { Scenario, Suite } from "../../scenarios/suite.ts";
import { loadSuite } from "../../scenarios/suites.ts";
import { parseScale, type Scale } from "../../seed/scale.ts";
import type { RunMode } from "../record/schema.ts";
import type { ExportTarget } from "../report/export/exporters.ts";
import { defaultCacheFolder } from "../server/cache-folder.ts";
import type { ServerSource } from "../server/server.ts";
import { parseSessions, USUAL_SESSIONS } from "../studies/load/sessions.ts";
import type { StudyOptions } from "../studies/options.ts";
import { commandText } from "./flags/options.ts";
import { BENCH_FLAGS, type BenchFlags, type ServerFlags } from "./flags/table.ts";

/** Where the MySQL comes from. */
export interface ServerConfig {
	readonly source: ServerSource | "auto";
	readonly url?: string;
	/** File of the certificate authority that the URL's server must be certified by. */
	readonly tlsCa?: string;
	/** Whether the URL's server may be one that others depend on. */
	readonly allowSharedServer?: boolean;
	readonly mysql: string;
	readonly image?: string;
	readonly cacheFolder: string;
	/** Kept data directories together take no more bytes than this. */
	readonly cacheLimitBytes: number;
}

/** Everything a run may depend on, validated once; later stages never check again. */
export interface Config {
	readonly server: ServerConfig;
	readonly suite: Suite;
	readonly scale: Scale;
	readonly seed: number;
	/** The suite's core scenarios, all of them with `--full`, or of all those that `--only` lets through; in suite order. */
	readonly scenarios: readonly Scenario[];
	readonly design: "paired" | "sequential";
	readonly mode: RunMode;
	readonly budgetSeconds: number;
	/** Limit of each statement of the application. */
	readonly queryTimeoutSeconds: number;
	readonly studies: StudyOptions;
	/** Sizes of the scale curve that a full run makes when all else is measured; absent where it makes none. */
	readonly sizes?: readonly Scale[];
	readonly gate: boolean;
	/** File of accepted regressions for the gate. */
	readonly waivers?: string;
	/** Whether the run is added to the history in `out`. */
	readonly keep: boolean;
	readonly junit?: string;
	readonly exports: readonly ExportTarget[];
	readonly out: string;
	readonly resume?: string;
	readonly json: boolean;
	/** The command that repeats this run; holds no credentials. */
	readonly command: string;
}

/** Seconds of measuring that give every stratum its pairs at production scale on two cores. */
const DEFAULT_BUDGET_SECONDS = 110;
/** Small tables answer in milliseconds: the same number of pairs takes a fraction of the time. */
const SMALL_SCALE_BUDGET_SECONDS = 20;
const SMALL_SCALE_FACTOR = 0.05;

/** @throws BenchError kind "usage" for any value that cannot be. */
export function serverConfig(flags: ServerFlags, environment: NodeJS.ProcessEnv): ServerConfig {
	const named = flags.url ?? (flags.server === "url" || flags.server === "auto" ? environment.DATABASE_URL : undefined);
	return Object.freeze({
		source: flags.server,
		...(named === undefined ? {} : { url: named }),
		...(flags.tlsCa === undefined ? {} : { tlsCa: resolve(flags.tlsCa) }),
		allowSharedServer: flags.allowSharedServer,
		mysql: flags.mysql,
		...(flags.image === undefined ? {} : { image: flags.image }),
		cacheFolder: resolve(defaultCacheFolder(environment)),
		cacheLimitBytes: 1e9 * flags.cacheLimit,
	});
}

/** Flags, environment and defaults to one frozen Config. @throws BenchError kind "usage". */
export async function benchConfig(flags: BenchFlags, environment: NodeJS.ProcessEnv): Promise<Config> {
	const suite = await loadSuite(flags.suite);
	const scale = parseScale(flags.scale);
	const scenarios = selectScenarios(suite, flags);
	return Object.freeze({
		server: serverConfig(flags, environment),
		suite,
		scale,
		seed: flags.seed,
		scenarios,
		design: flags.design,
		mode: modeOf(flags),
		queryTimeoutSeconds: flags.queryTimeout,
		budgetSeconds: flags.budget ?? defaultBudgetSeconds(scale, suite, scenarios),
		studies: { full: flags.full, ...askedIndexes(flags, suite), load: askedLoad(flags) },
		...sizesOfFull(flags, suite, scale),
		gate: flags.gate,
		...(flags.waivers === undefined ? {} : { waivers: resolve(flags.waivers) }),
		keep: flags.keep,
		...(flags.junit === undefined ? {} : { junit: resolve(flags.junit) }),
		exports: flags.export.map(({ format, file }) => ({ format, file: resolve(file) })),
		out: resolve(flags.out),
		...(flags.resume === undefined ? {} : { resume: flags.resume }),
		json: flags.json,
		command: commandText("pnpm bench", BENCH_FLAGS, flags),
	});
}

function modeOf({ countersOnly, null: nullRun }: Pick<BenchFlags, "countersOnly" | "null">): RunMode {
	return countersOnly ? "counters" : nullRun ? "null" : "timed";
}

/** Sets and candidates that were asked for; they are compared with both arms on one server. */
function askedIndexes({ indexSet, try: candidates }: BenchFlags, suite: Suite) {
	return {
		indexSets: indexSet.map((text) => askedSet(text, suite)),
		candidates: candidates.map((text) => askedCandidate(text, suite)),
	};
}

/** Numbers of sessions to put the mix under load with; none where that was not asked for. */
function askedLoad({ load }: BenchFlags): readonly number[] {
	if (load === undefined) return [];
	return load === true ? USUAL_SESSIONS : parseSessions(load);
}

/** A full run is asked how all of it grows too, unless it is told not to be. */
function sizesOfFull({ full, curve, ...flags }: BenchFlags, suite: Suite, scale: Scale): Pick<Config, "sizes"> {
	if (!full || curve === "none") return {};
	if (modeOf(flags) !== "timed" || flags.design !== "paired") return {};
	const sizes = typeof curve === "string" ? curveSizes(curve, suite) : sizesAround(scale, suite);
	return sizes.length === 0 ? {} : { sizes };
}

/** More scenarios than the core get more time in proportion, so that each has as many pairs. */
export function defaultBudgetSeconds(scale: Scale, suite: Suite, scenarios: readonly Scenario[]): number {
	const core = (scale.factor ?? 0) < SMALL_SCALE_FACTOR ? SMALL_SCALE_BUDGET_SECONDS : DEFAULT_BUDGET_SECONDS;
	return Math.round(core * Math.max(1, scenarios.length / Math.max(1, coreScenarios(suite).length)));
}

function coreScenarios(suite: Suite): readonly Scenario[] {
	return suite.scenarios.filter(({ tier = "core" }) => tier === "core");
}

/**
 * With globs: scenarios of either tier of which the id, its last part, or an index they are meant for matches one; letter
 * case does not matter.
 */
function selectScenarios(suite: Suite, { only, full }: Pick<BenchFlags, "only" | "full">): readonly Scenario[] {
	if (only === undefined) return full ? suite.scenarios : coreScenarios(suite);
	const matches = picomatch(
		only.split(",").map((glob) => glob.trim()),
		{ nocase: true },
	);
	const selected = suite.scenarios.filter((scenario) =>
		[scenario.id, basename(scenario.id), ...scenario.indexes].some((name) => matches(name)),
	);
	if (selected.length === 0) {
		const ids = suite.scenarios.map((scenario) => scenario.id).join(", ");
		throw new BenchError(
			"usage",
			`--only ${only} matches no scenario.`,
			`The suite ${suite.id} has ${ids}; a glob such as "customer/*" or "*balance" chooses several.`,
		);
	}
	return selected;
}
