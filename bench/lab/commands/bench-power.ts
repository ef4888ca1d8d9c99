import { writeFile } from "node:fs/promises";
import { displayPath } from "../../../base/display-path.ts";
import { command, flag, wholeNumber } from "../../cli/flags.ts";
import { type ExperimentFlags, withExperimentFlags } from "../experiments/experiment-flags.ts";
import { drawPower } from "../experiments/power-chart.ts";
import { PLANTED_PCT, powerPoint, powerRows } from "../experiments/power-experiment.ts";
import { runRounds } from "../experiments/rounds.ts";
import { runExperiment } from "../experiments/run-experiment.ts";
import { powerTable } from "../experiments/tables.ts";

const DESCRIPTION = `Plants slow-downs of ${PLANTED_PCT.join(", ")} % and counts how often the tool finds them within its budget.`;

/** `pnpm bench:power`. @returns the exit code. @throws BenchError */
export function runBenchPower(
	argv: readonly string[],
	environment: NodeJS.ProcessEnv,
	signal: AbortSignal,
): Promise<number> {
	const target = withExperimentFlags(command("bench:power", DESCRIPTION))
		.addOption(
			flag("--rounds <number>", `rounds over all strata; a multiple of ${PLANTED_PCT.length} is balanced`)
				.default(PLANTED_PCT.length)
				.argParser(wholeNumber),
		)
		.addOption(flag("--chart <file>", "also draw the power curve, such as docs/images/power.png"));
	return runExperiment<ExperimentFlags & { rounds: number; chart?: string }>(
		target,
		argv,
		environment,
		signal,
		async (rig, { rounds: count, chart }, progress) => {
			const rounds = await runRounds(rig, count, PLANTED_PCT, progress);
			const rows = powerRows(rounds);
			if (chart !== undefined) {
				await writeFile(chart, drawPower(rows, rig.head));
				progress.notice(`Written: ${displayPath(chart)}`);
			}
			return { json: rows.map(powerPoint), text: powerTable(rows), rounds };
		},
		({ chart }) => (chart === undefined ? [] : [{ flag: "--chart", path: chart, kind: "file" }]),
	);
}
