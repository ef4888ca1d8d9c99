import { defineCommand } from "../../cli/program.ts";
import { nullFinding, roundsFor } from "../experiments/null-experiment.ts";
import { runRounds } from "../experiments/rounds.ts";
import { runExperiment } from "../experiments/run-experiment.ts";
import { nullTable } from "../experiments/tables.ts";
import { EXPERIMENT_FLAGS, LAB_FLAGS } from "../flags.ts";

/** `pnpm bench:null`. */
export const command = defineCommand({
	name: "null",
	description:
		"Runs the tool on identical arms until it has given many verdicts, and counts the false alarms among them.",
	flags: { ...EXPERIMENT_FLAGS, verdicts: LAB_FLAGS.verdicts },
	run: ({ flags }, context) =>
		runExperiment(flags, context, async (rig, progress) => {
			const rounds = await runRounds(rig, roundsFor(flags.verdicts, rig.subjects.length), [0], progress);
			const finding = nullFinding(rounds);
			return { json: finding, text: nullTable(finding, rounds), rounds };
		}),
});
