import { randomBytes } from "node:crypto";
import { BenchError } from "../../../base/errors.ts";
import { connector } from "../../../mysql/connect.ts";

import { oneFlag } from "../../cli/flags/flag.ts";
import { wholeNumber } from "../../cli/flags/readers.ts";
import { pick, SERVER_FLAGS } from "../../cli/flags/table.ts";
import { defineCommand } from "../../cli/program.ts";
import { progressDisplay } from "../../cli/progress-display.ts";
import { serverSettings } from "../../cli/server-settings.ts";
import { openServer } from "../../server/open-server.ts";
import { casesText } from "../cases/cases-text.ts";
import { runCases } from "../cases/run-cases.ts";

const DATASET_BYTES = 200e6;
const QUERY_TIMEOUT_MS = 20_000;

const CASES_FLAGS = {
	...SERVER_FLAGS,
	...pick("seed"),
	cases: oneFlag({
		group: "What is measured:",
		value: "<number>",
		help: "random cases: an index and four queries each",
		read: wholeNumber,
		usual: "40",
	}),
	case: oneFlag({
		group: "What is measured:",
		value: "<number>",
		help: "that case of the seed alone, as a failure names it",
		read: wholeNumber,
	}),
	...pick("json"),
};

/** `pnpm bench:cases`. Exit code 1 where the judge was wrong. */
export const command = defineCommand({
	name: "cases",
	description:
		"Tries the judge on random schemas, indexes and queries: what evidence and the gate say, beside a clock with many pairs.",
	flags: CASES_FLAGS,
	async run({ flags }, { environment, signal }) {
		const config = serverSettings(flags, environment);
		if (config.url !== undefined && (config.source === "url" || config.source === "auto")) {
			throw new BenchError(
				"usage",
				"Cases make and drop tables of their own, so they take no server of yours.",
				"Leave --url and DATABASE_URL out.",
			);
		}
		const progress = progressDisplay(process.stderr);
		try {
			const server = await openServer(config.source, {
				...config,
				datasetKey: `cases-${randomBytes(4).toString("hex")}`,
				datasetTitle: "random cases",
				datasetBytes: DATASET_BYTES,
				progress,
				signal,
			});
			try {
				progress.notice(server.why);
				const numbers =
					flags.case === undefined ? Array.from({ length: flags.cases }, (_, number) => number) : [flags.case];
				const task = progress.task("cases", numbers.length, "cases");
				const run = { seed: flags.seed, numbers, queryTimeoutMs: QUERY_TIMEOUT_MS };
				const connect = connector(server.address, server.database);
				const { findings, observations } = await runCases(connect, run, signal, (done) => task.update(done));
				task.finish(`${findings.cases} cases, ${findings.strata} queries`);
				const all = flags.case === undefined ? findings : { ...findings, observations };
				process.stdout.write(flags.json ? `${JSON.stringify(all)}\n` : casesText(findings));
				return findings.failures.length === 0 ? 0 : 1;
			} finally {
				await server.stop();
			}
		} finally {
			progress.close();
		}
	},
});
