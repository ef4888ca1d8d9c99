import { connector } from "../../../mysql/connect.ts";
import { loadSuite } from "../../../scenarios/suites.ts";
import { describeDataset, descriptionText } from "../../../seed/describe.ts";
import { provideDataset } from "../../../seed/provide-dataset.ts";
import { parseScale } from "../../../seed/scale.ts";
import { announceSeeding } from "../../run/seeding-room.ts";
import { serverRequest } from "../../run/server-request.ts";
import { openServer } from "../../server/open-server.ts";
import { whileItAnswers } from "../../server/watch-server.ts";
import { serverConfig } from "../config.ts";
import { command, type DatasetFlags, flag, parseFlags, withDatasetFlags } from "../flags.ts";
import { progressDisplay } from "../progress-display.ts";
import { cleanKept, showKept } from "./seed-kept.ts";

const DESCRIPTION = "Makes the dataset alone and keeps it, so that the next `pnpm bench` starts measuring at once.";

interface SeedFlags extends DatasetFlags {
	readonly json: boolean;
	readonly describe: boolean;
	readonly list: boolean;
	readonly clean?: string | true;
}

/** `pnpm seed`. @returns the exit code. @throws BenchError */
export async function runSeed(
	argv: readonly string[],
	environment: NodeJS.ProcessEnv,
	signal: AbortSignal,
): Promise<number> {
	const target = withDatasetFlags(command("seed", DESCRIPTION))
		.addOption(flag("--json", "print the dataset's report as JSON").default(false))
		.addOption(
			flag("--describe", "show keys, shares and dates of every table against what was asked for").default(false),
		)
		// What makes the command another one has no twin: a forgotten variable must not remove anything.
		.option("--list", "show what is kept for later runs, and make nothing", false)
		.option("--clean [id]", "remove one kept dataset, or all, and make nothing");
	const parsed = parseFlags<SeedFlags>(target, argv);
	if ("help" in parsed) {
		process.stdout.write(parsed.help);
		return 0;
	}
	const { flags } = parsed;
	const config = serverConfig(flags, environment);
	if (flags.list || flags.clean !== undefined) {
		const { cacheFolder } = config;
		process.stdout.write(
			flags.clean === undefined ? await showKept(cacheFolder) : await cleanKept(cacheFolder, flags.clean),
		);
		return 0;
	}
	const spec = (await loadSuite(flags.suite)).dataset;
	const scale = parseScale(flags.scale);
	const progress = progressDisplay(process.stderr);
	try {
		const server = await openServer(
			config.source,
			serverRequest(config, { spec, scale, seed: flags.seed }, progress, signal),
		);
		try {
			progress.notice(server.why);
			const connect = connector(server.address, server.database);
			const report = await whileItAnswers(connect, signal, (signal) =>
				provideDataset({
					connect,
					database: server.database,
					spec,
					scale,
					seed: flags.seed,
					ownedServer: server.owned,
					proven: server.proven ?? false,
					beforeMaking: () => announceSeeding(server, { spec, scale, seed: flags.seed }, progress),
					progress,
					signal,
				}),
			);
			if (!report.reused) await server.keepDataset();
			if (flags.json) process.stdout.write(`${JSON.stringify(report)}\n`);
			else process.stdout.write(summarize(report));
			if (flags.describe) {
				const described = await describeDataset(connect, spec, scale);
				process.stdout.write(`\n${descriptionText(described)}\n`);
			}
		} finally {
			await server.stop();
		}
		return 0;
	} finally {
		progress.close();
	}
}

function summarize(report: Awaited<ReturnType<typeof provideDataset>>): string {
	const rows = report.tables.reduce((sum, table) => sum + table.rows, 0);
	const lines = report.tables.map(
		(table) => `  ${table.name.padEnd(18)} ${table.rows.toLocaleString("en-US").padStart(12)} rows`,
	);
	const how = report.reused
		? "reused"
		: `made in ${report.seconds.toFixed(1)} s, ${Math.round(report.rowsPerSecond).toLocaleString("en-US")} rows/s`;
	return `Dataset ${report.fingerprint}, scale ${report.scale}, seed ${report.seed}: ${rows.toLocaleString("en-US")} rows, ${how}\n${lines.join("\n")}\n`;
}
