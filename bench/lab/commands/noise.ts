import { writeFile } from "node:fs/promises";
import { displayPath } from "../../../base/paths.ts";
import { defineCommand } from "../../cli/program.ts";
import { recordNoise } from "../experiments/noise-recording.ts";
import { runExperiment } from "../experiments/run-experiment.ts";
import { EXPERIMENT_FLAGS, LAB_FLAGS } from "../flags.ts";

/** `pnpm lab noise`. */
export const command = defineCommand({
	name: "noise",
	description: "Records how the time of the same work varies on this machine, for the simulation of coverage.",
	flags: { ...EXPERIMENT_FLAGS, to: LAB_FLAGS.to },
	run: ({ flags }, context) => {
		const { to } = flags;
		return runExperiment(
			flags,
			context,
			async (rig, progress) => {
				const series = await recordNoise(rig, progress);
				await writeFile(to, `${JSON.stringify(series)}\n`);
				return { json: series, text: `Written: ${displayPath(to)}`, rounds: [] };
			},
			[{ flag: "--to", path: to, kind: "file" }],
		);
	},
});
