import { connector } from "../../../mysql/connect.ts";
import { limitQueries } from "../../../mysql/query-limit.ts";
import { showInvisible } from "../../../mysql/session.ts";
import { testing } from "../../../scenarios/project/suite-of-project.ts";
import { loadSuite } from "../../../scenarios/suites.ts";
import { parseScale } from "../../../seed/scale.ts";
import { preciseStatistics } from "../../advise/build-candidates.ts";
import { gatherCandidates, subjectsOf } from "../../advise/gather.ts";
import { oneFlag } from "../../cli/flags/flag.ts";
import { wholeNumber } from "../../cli/flags/readers.ts";
import { FLAGS, pick, SERVER_FLAGS } from "../../cli/flags/table.ts";
import { defineCommand } from "../../cli/program.ts";
import { progressDisplay } from "../../cli/progress-display.ts";
import { serverSettings } from "../../cli/server-settings.ts";
import { openSession } from "../../measure/arms.ts";
import { warmTables } from "../../measure/warm.ts";
import { coreScenarios } from "../../run/plan.ts";
import { loadDataset } from "../../run/prepare.ts";
import { serverRequest } from "../../run/server-request.ts";
import { openServer } from "../../server/open-server.ts";
import { compareIsolation, type Pair } from "../isolation/compare-isolation.ts";

/** So many pages that the statistics of tables of this size are exact, and two builds of an index are planned with alike. */
const EXACT_PAGES = 100_000;
const QUERY_TIMEOUT_MS = 60_000;

const ISOLATION_FLAGS = {
	...SERVER_FLAGS,
	...pick("seed", "json"),
	scale: oneFlag({ ...FLAGS.scale, read: (text: string) => text, usual: "0.05" }),
	candidates: oneFlag({
		group: "What is measured:",
		value: "<number>",
		help: "candidates of perf-001 at most",
		read: wholeNumber,
		usual: "120",
	}),
};

/** `pnpm lab isolation`. Exit code 1 where showing a candidate is not as good as its being alone. */
export const command = defineCommand({
	name: "isolation",
	description:
		"Shows each candidate of perf-001 among all others that are built, and holds plans and counters against those with it alone on the table.",
	flags: ISOLATION_FLAGS,
	async run({ flags }, { environment, signal }) {
		const suite = testing(await loadSuite("perf-001"), { indexes: [] });
		const scale = parseScale(flags.scale);
		const settings = serverSettings({ ...flags, allowSharedServer: false }, environment);
		const progress = progressDisplay(process.stderr);
		try {
			const wanted = { spec: suite.dataset, scale, seed: flags.seed };
			const server = await openServer(settings.source, serverRequest(settings, wanted, progress, signal));
			try {
				await loadDataset({ suite, scale, seed: flags.seed }, server, progress, signal);
				const connect = connector(server.address, server.database);
				const [session, observer] = [await openSession(connect, signal), await openSession(connect, signal)];
				await preciseStatistics(observer, EXACT_PAGES);
				const unwatch = await limitQueries(session, observer, QUERY_TIMEOUT_MS);
				try {
					await showInvisible(session, false);
					const subjects = await subjectsOf(coreScenarios(suite), flags.seed, observer, connect, progress, signal);
					await warmTables(
						observer,
						suite.tables.map(({ name }) => name),
					);
					const asked = { suite, suggested: [], maxCandidates: flags.candidates };
					const { candidates, uses } = await gatherCandidates(asked, session, subjects);
					const additions = candidates.filter(({ change }) => change === "add");
					const task = progress.task("isolation", 3 * additions.length, "candidates");
					const pairs = await compareIsolation(
						connect,
						session,
						observer,
						subjects,
						{ candidates: additions, uses },
						task,
						signal,
					);
					task.finish(`${pairs.length} pairs`);
					process.stdout.write(flags.json ? `${JSON.stringify(pairs)}\n` : textOf(pairs, additions.length));
					return pairs.some((pair) => pair.way === "batches" && !(pair.samePlans && pair.sameWork)) ? 1 : 0;
				} finally {
					unwatch();
					await Promise.all([session, observer].map((one) => one.end().catch(() => one.destroy())));
				}
			} finally {
				await server.stop();
			}
		} finally {
			progress.close();
		}
	},
});

function textOf(pairs: readonly Pair[], candidates: number): string {
	const lines = [...Map.groupBy(pairs, ({ way }) => way)].map(([way, own]) => {
		const changed = own.filter(({ changes }) => changes);
		const other = own.filter(({ samePlans, sameWork }) => !samePlans || !sameWork);
		return `${way}: ${own.length} pairs of ${candidates} candidates; ${changed.length} change a plan; ${other.length} differ from the candidate alone`;
	});
	const differing = pairs
		.filter(({ samePlans, sameWork }) => !samePlans || !sameWork)
		.slice(0, 20)
		.map(
			({ way, candidate, stratum, alone, shown }) =>
				`  ${way} ${candidate}, ${stratum}\n    alone ${alone}\n    shown ${shown}`,
		);
	return `${[...lines, ...differing].join("\n")}\n`;
}
