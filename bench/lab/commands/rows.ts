import { randomBytes } from "node:crypto";
import { loadSuite } from "../../../scenarios/suites.ts";
import { parseScale } from "../../../seed/scale.ts";
import type { Values } from "../../cli/flags/flag.ts";
import { DATASET_FLAGS, pick } from "../../cli/flags/table.ts";
import { type CommandContext, defineCommand } from "../../cli/program.ts";
import { progressDisplay } from "../../cli/progress-display.ts";
import { serverSettings } from "../../cli/server-settings.ts";
import { formatBytes, formatNumber } from "../../report/format.ts";
import { serverRequest } from "../../run/server-request.ts";
import { openServer } from "../../server/open-server.ts";
import { atLeast, counting, LAB_FLAGS } from "../flags.ts";
import {
	MAKERS,
	type MadeRound,
	madeCpuRatios,
	madeRatios,
	madeRound,
	synthesizedLike,
} from "../seed-benchmark/made-rows.ts";
import type { Spread } from "../seed-benchmark/ratios.ts";

const LEAST_ROUNDS = 3;
const ROWS_FLAGS = {
	...DATASET_FLAGS,
	rounds: counting(
		LAB_FLAGS.rounds,
		`rounds of both ways, at least ${LEAST_ROUNDS}`,
		LEAST_ROUNDS,
		atLeast(LEAST_ROUNDS),
	),
	...pick("json"),
};

/** `pnpm bench:rows`. */
export const command = defineCommand({
	name: "rows",
	description:
		"Compares rows made from a schema alone with those of hand-written generators: same tables, same server.",
	flags: ROWS_FLAGS,
	run: ({ flags }, context) => compareRows(flags, context),
});

async function compareRows(
	flags: Values<typeof ROWS_FLAGS>,
	{ environment, signal }: Pick<CommandContext, "environment" | "signal">,
): Promise<number> {
	const config = serverSettings(flags, environment);
	const progress = progressDisplay(process.stderr);
	const spec = (await loadSuite(flags.suite ?? "perf-001")).dataset;
	const scale = parseScale(flags.scale);
	const request = serverRequest(config, { spec, scale, seed: flags.seed }, progress, signal);
	const server = await openServer(config.source, {
		...request,
		datasetKey: `rows-benchmark-${randomBytes(4).toString("hex")}`,
	});
	try {
		const specs = { "hand-written": spec, synthesized: synthesizedLike(spec, scale) };
		const rounds: MadeRound[] = [];
		for (let number = 0; number < flags.rounds; number++) {
			// Each comes first as often as the other.
			const order = number % 2 === 0 ? MAKERS : MAKERS.toReversed();
			rounds.push(await madeRound(specs, order, { server, scale, seed: flags.seed, signal }));
			progress.notice(`Round ${number + 1} of ${flags.rounds}: ${roundText(rounds.at(-1) as MadeRound)}`);
		}
		const ratio = madeRatios(rounds);
		const cpu = madeCpuRatios(rounds);
		const spread = ({ median, min, max }: Spread) =>
			`${formatNumber(median, 2)} (${formatNumber(min, 2)} to ${formatNumber(max, 2)})`;
		const text = `synthesized rows over hand-written, ${rounds.length} rounds: per second ${spread(ratio)}, per second of processor time ${spread(cpu)}`;
		process.stdout.write(flags.json ? `${JSON.stringify({ ratio, cpu, rounds })}\n` : `${text}\n`);
		return 0;
	} finally {
		await server.stop();
		progress.close();
	}
}

function roundText(round: MadeRound): string {
	return MAKERS.map((maker) => {
		const { rows, seconds, workerBytes } = round[maker];
		return `${maker} ${formatNumber(rows / seconds)} rows/s, each worker ${formatBytes(workerBytes)} at most`;
	}).join("; ");
}
