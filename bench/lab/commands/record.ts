import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { promisify } from "node:util";
import { connector } from "../../../mysql/connect.ts";
import { openDropBox } from "../../capture/recorder/recording.ts";
import { SUBSCRIBER } from "../../capture/recorder/run-recorded.ts";
import type { Values } from "../../cli/flags/flag.ts";
import { pick, SERVER_FLAGS } from "../../cli/flags/table.ts";
import { type CommandContext, defineCommand } from "../../cli/program.ts";
import { progressDisplay } from "../../cli/progress-display.ts";
import { serverSettings } from "../../cli/server-settings.ts";
import { formatNumber } from "../../report/format.ts";
import { openServer } from "../../server/open-server.ts";
import { atLeast, counting, LAB_FLAGS } from "../flags.ts";
import { type Spread, spreadOf } from "../seed-benchmark/ratios.ts";

const LEAST_ROUNDS = 3;
const RECORD_FLAGS = {
	...SERVER_FLAGS,
	rounds: counting(
		LAB_FLAGS.rounds,
		`rounds of both ways, at least ${LEAST_ROUNDS}`,
		LEAST_ROUNDS,
		atLeast(LEAST_ROUNDS),
	),
	...pick("json"),
};

/** `pnpm bench:record`. */
export const command = defineCommand({
	name: "record",
	description:
		"What the recorder adds to a query of an application: real queries with and without it, and its own call alone.",
	flags: RECORD_FLAGS,
	run: ({ flags }, context) => compare(flags, context),
});

interface Round {
	/** Microseconds of a query, without and with the recorder: on the clock, and of the application's processor. */
	readonly without: Cost;
	readonly recorded: Cost;
	/** Microseconds of one call of the recorder. */
	readonly call: number;
}

interface Cost {
	readonly wall: number;
	readonly cpu: number;
}

const QUERIES = 4000;
const CALLS = 200_000;
const ROWS = 20_000;
const DATASET_BYTES = 50e6;
const FOLDER = join(import.meta.dirname, "..", "recorder-benchmark");

async function compare(
	flags: Values<typeof RECORD_FLAGS>,
	{ environment, signal }: Pick<CommandContext, "environment" | "signal">,
): Promise<number> {
	const progress = progressDisplay(process.stderr);
	const config = serverSettings(flags, environment);
	const server = await openServer(config.source, {
		...config,
		datasetKey: `record-${randomBytes(4).toString("hex")}`,
		datasetTitle: "the recorder's queries",
		datasetBytes: DATASET_BYTES,
		progress,
		signal,
	});
	const box = await openDropBox();
	try {
		const connection = await connector(server.address, server.database)();
		await connection.query("SET SESSION cte_max_recursion_depth = 100000");
		await connection.query(
			"CREATE TABLE recorded (id INT PRIMARY KEY, owner INT, name VARCHAR(40), amount INT, KEY (owner))",
		);
		await connection.query(
			`INSERT INTO recorded WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${ROWS})
			 SELECT i, i % 97, CONCAT('name ', i), i % 1000 FROM n`,
		);
		await connection.end();
		const { host, port, user, password } = server.address;
		const url = `mysql://${user}:${encodeURIComponent(password)}@${host}:${port}/${server.database}`;
		const run = async (script: string, recorded: boolean, ...words: readonly string[]) => {
			const { stdout } = await promisify(execFile)(
				process.execPath,
				[...(recorded ? ["--require", SUBSCRIBER] : []), join(FOLDER, script), ...words],
				{ env: { ...environment, INDEX_IMPACT_RECORDER: box.variable }, signal },
			);
			return JSON.parse(stdout);
		};
		const rounds: Round[] = [];
		for (let number = 0; number < flags.rounds; number++) {
			const ask = (recorded: boolean): Promise<Cost> => run("queries.mjs", recorded, url, String(QUERIES));
			// Each comes first as often as the other.
			const first = number % 2 === 0;
			const one = await ask(first);
			const other = await ask(!first);
			const call = await run("calls.mjs", true, String(CALLS));
			rounds.push({ without: first ? other : one, recorded: first ? one : other, call });
			progress.notice(`Round ${number + 1} of ${flags.rounds}.`);
		}
		const call = spreadOf(rounds.map((round) => round.call));
		const ratio = spreadOf(rounds.map(({ without, recorded }) => recorded.wall / without.wall));
		const cpu = spreadOf(rounds.map(({ without, recorded }) => recorded.cpu - without.cpu));
		const text = [
			`One call of the recorder: ${told(call)} us.`,
			`A query with it over one without, ${rounds.length} rounds of ${QUERIES}: ${told(ratio)}; processor time more: ${told(cpu)} us.`,
		];
		process.stdout.write(flags.json ? `${JSON.stringify({ call, ratio, cpu, rounds })}\n` : `${text.join("\n")}\n`);
		return 0;
	} finally {
		await box.remove();
		await server.stop();
		progress.close();
	}
}

function told({ median, min, max }: Spread): string {
	return `${formatNumber(median, 3)} (${formatNumber(min, 3)} to ${formatNumber(max, 3)})`;
}
