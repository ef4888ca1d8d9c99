import { connector } from "../../../mysql/connect.ts";
import { describeDataset, descriptionText } from "../../../seed/describe.ts";
import { provideDataset } from "../../../seed/provide-dataset.ts";
import { parseScale } from "../../../seed/scale.ts";
import { announceSeeding } from "../../run/disk-preflight.ts";
import { serverRequest } from "../../run/server-request.ts";
import { openServer } from "../../server/open-server.ts";
import { whileItAnswers } from "../../server/watch-server.ts";
import { suiteOfData } from "../bench/asked-suite.ts";
import type { DatasetFlags } from "../flags/table.ts";
import type { CommandContext } from "../program.ts";
import { progressDisplay } from "../progress-display.ts";
import { serverSettings } from "../server-settings.ts";

/** `index-impact seed`. @returns the exit code. @throws BenchError */
export async function makeDataset(
	flags: DatasetFlags & { readonly json: boolean; readonly describe: boolean },
	{ environment, signal }: Pick<CommandContext, "environment" | "signal">,
): Promise<number> {
	const config = serverSettings(flags, environment);
	const spec = (await suiteOfData(flags, signal)).dataset;
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
			const described = flags.describe ? await describeDataset(connect, spec, scale) : undefined;
			if (flags.json) {
				process.stdout.write(`${JSON.stringify({ ...report, ...(described === undefined ? {} : { described }) })}\n`);
			} else {
				process.stdout.write(summarize(report));
				if (described !== undefined) process.stdout.write(`\n${descriptionText(described)}\n`);
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
