import { writeFile } from "node:fs/promises";
import { displayPath } from "../../../base/display-path.ts";
import { command, flag } from "../../cli/flags.ts";
import { type ExperimentFlags, withExperimentFlags } from "../experiments/experiment-flags.ts";
import { recordNoise } from "../experiments/noise-recording.ts";
import { runExperiment } from "../experiments/run-experiment.ts";

const DESCRIPTION = "Records how the time of the same work varies on this machine, for the simulation of coverage.";

/** `node scripts/record-noise.ts`. @returns the exit code. @throws BenchError */
export function runRecordNoise(
	argv: readonly string[],
	environment: NodeJS.ProcessEnv,
	signal: AbortSignal,
): Promise<number> {
	const target = withExperimentFlags(
		command("record-noise", DESCRIPTION).name("node scripts/record-noise.ts"),
	).addOption(flag("--to <file>", "where the series go").default("bench/statistics/simulation/recorded-noise.json"));
	return runExperiment<ExperimentFlags & { to: string }>(
		target,
		argv,
		environment,
		signal,
		async (rig, { to }, progress) => {
			const series = await recordNoise(rig, progress);
			await writeFile(to, `${JSON.stringify(series)}\n`);
			return { json: series, text: `Written: ${displayPath(to)}`, rounds: [] };
		},
		({ to }) => [{ flag: "--to", path: to, kind: "file" }],
	);
}
