import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { BenchError } from "../../../base/errors.ts";
import type { Progress } from "../../../base/progress.ts";
import { loadSuite } from "../../../scenarios/suites.ts";
import type { DatasetSpec } from "../../../seed/dataset-spec.ts";
import { parseScale, type Scale } from "../../../seed/scale.ts";
import { oneFlag, type Values } from "../../cli/flags/flag.ts";
import { DATASET_FLAGS, pick } from "../../cli/flags/table.ts";
import { type CommandContext, defineCommand } from "../../cli/program.ts";
import { progressDisplay } from "../../cli/progress-display.ts";
import { serverSettings } from "../../cli/server-settings.ts";
import { serverRequest } from "../../run/server-request.ts";
import { openServer } from "../../server/open-server.ts";
import type { Server, ServerSettings } from "../../server/server.ts";
import { atLeast, counting, LAB_FLAGS } from "../flags.ts";
import { curveTable, ratiosTable } from "../seed-benchmark/benchmark-table.ts";
import { type CurvePoint, measureCurve } from "../seed-benchmark/curve.ts";
import { type Round, ratiosOf } from "../seed-benchmark/ratios.ts";
import { runComparison } from "../seed-benchmark/rounds.ts";

const LEAST_ROUNDS = 3;
/** By default: with fewer, the ratios to drizzle-seed and Faker have intervals too wide to say anything. */
const USUAL_ROUNDS = 6;
/** Part of the rows that the two peers with inserts get: at their speed all of them would take minutes. */
const SLOW_PART = 0.05;

const SEED_BENCHMARK_FLAGS = {
	...DATASET_FLAGS,
	rounds: counting(
		LAB_FLAGS.rounds,
		`rounds of all ways in random order, at least ${LEAST_ROUNDS}`,
		USUAL_ROUNDS,
		atLeast(LEAST_ROUNDS),
	),
	curve: oneFlag({
		group: "What is measured:",
		value: "<scales>",
		help: "scales to show the cost of, separated by commas, or none",
		read: curveScales,
		usual: "0.1,0.3,1,3,10",
	}),
	sessions: LAB_FLAGS.sessions,
	...pick("json"),
};

type SeedBenchmarkFlags = Values<typeof SEED_BENCHMARK_FLAGS>;

/** What the whole command works with. */
interface Setting {
	readonly config: ServerSettings;
	readonly spec: DatasetSpec;
	readonly flags: SeedBenchmarkFlags;
	readonly progress: Progress;
	readonly signal: AbortSignal;
}

/** `pnpm bench:seed`. */
export const command = defineCommand({
	name: "seed",
	description:
		"Compares seeding with other ways to fill the same tables on the same server, and shows what it costs at five scales.",
	flags: SEED_BENCHMARK_FLAGS,
	run: ({ flags }, context) => benchmarkSeeding(flags, context),
});

async function benchmarkSeeding(
	flags: SeedBenchmarkFlags,
	{ environment, signal }: Pick<CommandContext, "environment" | "signal">,
): Promise<number> {
	const config = serverSettings(flags, environment);
	if (config.url !== undefined && (config.source === "url" || config.source === "auto")) {
		throw new BenchError(
			"usage",
			"This benchmark changes global settings of its server, so it takes none of yours.",
			"Leave --url and DATABASE_URL out.",
		);
	}
	const progress = progressDisplay(process.stderr);
	try {
		const spec = (await loadSuite(flags.suite ?? "perf-001")).dataset;
		const setting: Setting = { config, spec, flags, progress, signal };
		// Before the peers are loaded into this process: its memory is a part of the curve.
		const curve = await showCurve(setting);
		const rounds = await compare(setting);
		const found = { ratios: ratiosOf(rounds), curve };
		process.stdout.write(
			flags.json
				? `${JSON.stringify(found)}\n`
				: `${ratiosTable(rounds)}\n${curve.length === 0 ? "" : `\n${curveTable(curve)}\n`}`,
		);
		return 0;
	} finally {
		progress.close();
	}
}

function curveScales(text: string): readonly string[] {
	if (text === "none") return [];
	return text.split(",").map((scale) => parseScale(scale.trim()).name);
}

function showCurve({ config, spec, flags, progress, signal }: Setting): Promise<readonly CurvePoint[]> {
	const open = async (scale: string) => {
		progress.notice(`Scale ${scale}:`);
		return await openFresh({ config, spec, flags, progress, signal }, parseScale(scale));
	};
	return measureCurve({ scales: flags.curve, spec, seed: flags.seed, open, progress, signal });
}

async function compare(setting: Setting): Promise<readonly Round[]> {
	const { config, spec, flags, progress, signal } = setting;
	const scale = parseScale(flags.scale);
	const folder = await mkdtemp(join(config.cacheFolder, "seed-benchmark-"));
	try {
		const server = await openFresh(setting, scale, folder);
		try {
			progress.notice(server.why);
			return await runComparison({
				server,
				spec,
				scale,
				slowScale: slowScale(scale),
				seed: flags.seed,
				sessions: flags.sessions ?? Math.max(2, availableParallelism()),
				rounds: flags.rounds,
				folder,
				serverReads: server.source === "packages" || server.source === "local",
				progress,
				signal,
			});
		} finally {
			await server.stop();
		}
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

function slowScale(scale: Scale): Scale {
	return scale.factor === null ? scale : parseScale(String(Math.max(0.01, scale.factor * SLOW_PART)));
}

/** A server without any dataset, whatever is kept. @param fileFolder where it may read files itself. */
function openFresh(setting: Setting, scale: Scale, fileFolder?: string): Promise<Server> {
	const { config, spec, flags, progress, signal } = setting;
	const request = serverRequest(config, { spec, scale, seed: flags.seed }, progress, signal);
	return openServer(config.source, {
		...request,
		datasetKey: `seed-benchmark-${randomBytes(4).toString("hex")}`,
		...(fileFolder === undefined ? {} : { fileFolder }),
	});
}
