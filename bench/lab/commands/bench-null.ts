import { command, flag, wholeNumber } from "../../cli/flags.ts";
import { type ExperimentFlags, withExperimentFlags } from "../experiments/experiment-flags.ts";
import { nullFinding, roundsFor } from "../experiments/null-experiment.ts";
import { runRounds } from "../experiments/rounds.ts";
import { runExperiment } from "../experiments/run-experiment.ts";
import { nullTable } from "../experiments/tables.ts";

const DESCRIPTION =
	"Runs the tool on identical arms until it has given many verdicts, and counts the false alarms among them.";

/** `pnpm bench:null`. @returns the exit code. @throws BenchError */
export function runBenchNull(
	argv: readonly string[],
	environment: NodeJS.ProcessEnv,
	signal: AbortSignal,
): Promise<number> {
	const target = withExperimentFlags(command("bench:null", DESCRIPTION)).addOption(
		flag("--verdicts <number>", "verdicts to give at least").default(300).argParser(wholeNumber),
	);
	return runExperiment<ExperimentFlags & { verdicts: number }>(
		target,
		argv,
		environment,
		signal,
		async (rig, { verdicts }, progress) => {
			const rounds = await runRounds(rig, roundsFor(verdicts, rig.subjects.length), [0], progress);
			const finding = nullFinding(rounds);
			return { json: finding, text: nullTable(finding, rounds), rounds };
		},
	);
}
