import { writeFile } from "node:fs/promises";
import { displayPath } from "../../../base/display-path.ts";
import { command, flag, wholeNumber } from "../../cli/flags.ts";
import { type ExperimentFlags, withExperimentFlags } from "../experiments/experiment-flags.ts";
import { runRounds } from "../experiments/rounds.ts";
import { runExperiment } from "../experiments/run-experiment.ts";
import { versusTable } from "../experiments/tables.ts";
import { ownCalls, sequentialRound, VERSUS_EFFECTS, versusRows } from "../experiments/versus-experiment.ts";
import { versusPage } from "../experiments/versus-page.ts";

const DESCRIPTION =
	"Judges the same queries by tinybench with Welch's and Mann-Whitney's test and by this tool: false alarms, power, seconds.";

/** `pnpm bench:versus`. @returns the exit code. @throws BenchError */
export function runBenchVersus(
	argv: readonly string[],
	environment: NodeJS.ProcessEnv,
	signal: AbortSignal,
): Promise<number> {
	const target = withExperimentFlags(command("bench:versus", DESCRIPTION))
		.addOption(
			flag("--rounds <number>", "rounds over all strata by every way; an even number is balanced")
				.default(4)
				.argParser(wholeNumber),
		)
		.addOption(flag("--page <file>", "also write the Markdown page, such as docs/versus.md"));
	return runExperiment<ExperimentFlags & { rounds: number; page?: string }>(
		target,
		argv,
		environment,
		signal,
		async (rig, { rounds: count, page }, progress) => {
			const sequential: Awaited<ReturnType<typeof sequentialRound>>[number][] = [];
			const rounds = await runRounds(rig, count, VERSUS_EFFECTS, progress, async (round) => {
				sequential.push(...(await sequentialRound(rig, round)));
			});
			const rows = versusRows([...sequential, ...rounds.map(ownCalls)]);
			if (page !== undefined) {
				await writeFile(page, versusPage(rows, rig.head, count));
				progress.notice(`Written: ${displayPath(page)}`);
			}
			return { json: rows, text: versusTable(rows), rounds };
		},
		({ page }) => (page === undefined ? [] : [{ flag: "--page", path: page, kind: "file" }]),
	);
}
