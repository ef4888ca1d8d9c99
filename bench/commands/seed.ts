import { suiteNamed } from "../../scenarios/suites.ts";
import { connector } from "../../seed/mysql.ts";
import { datasetKey, estimateBytes, provideDataset } from "../../seed/provide-dataset.ts";
import { parseScale } from "../../seed/scale.ts";
import { serverConfig } from "../config.ts";
import { command, type DatasetFlags, parseFlags, withDatasetFlags } from "../flags.ts";
import { progressDisplay } from "../progress-display.ts";
import { openServer } from "../server/open-server.ts";

const DESCRIPTION = "Makes the dataset alone and keeps it, so that the next `pnpm bench` starts measuring at once.";

/** `pnpm seed`. @returns the exit code. @throws BenchError */
export async function runSeed(
	argv: readonly string[],
	environment: NodeJS.ProcessEnv,
	signal: AbortSignal,
): Promise<number> {
	const target = withDatasetFlags(command("seed", DESCRIPTION)).option(
		"--json",
		"print the dataset's report as JSON",
		false,
	);
	const parsed = parseFlags<DatasetFlags & { json: boolean }>(target, argv);
	if ("help" in parsed) {
		process.stdout.write(parsed.help);
		return 0;
	}
	const { flags } = parsed;
	const spec = suiteNamed(flags.suite).dataset;
	const scale = parseScale(flags.scale);
	const config = serverConfig(flags, environment);
	const progress = progressDisplay(process.stderr);
	try {
		const server = await openServer(config.source, {
			...config,
			datasetKey: datasetKey(spec, scale, flags.seed),
			datasetBytes: estimateBytes(spec, scale),
			progress,
			signal,
		});
		try {
			progress.notice(server.why);
			const report = await provideDataset({
				connect: connector(server.address, server.database),
				database: server.database,
				spec,
				scale,
				seed: flags.seed,
				ownedServer: server.owned,
				progress,
				signal,
			});
			if (!report.reused) await server.keepDataset();
			if (flags.json) process.stdout.write(`${JSON.stringify(report)}\n`);
			else process.stdout.write(describe(report));
		} finally {
			await server.stop();
		}
		return 0;
	} finally {
		progress.close();
	}
}

function describe(report: Awaited<ReturnType<typeof provideDataset>>): string {
	const rows = report.tables.reduce((sum, table) => sum + table.rows, 0);
	const lines = report.tables.map(
		(table) => `  ${table.name.padEnd(18)} ${table.rows.toLocaleString("en-US").padStart(12)} rows`,
	);
	const how = report.reused
		? "reused"
		: `made in ${report.seconds.toFixed(1)} s, ${Math.round(report.rowsPerSecond).toLocaleString("en-US")} rows/s`;
	return `Dataset ${report.fingerprint}, scale ${report.scale}, seed ${report.seed}: ${rows.toLocaleString("en-US")} rows, ${how}\n${lines.join("\n")}\n`;
}
