import { writeFile } from "node:fs/promises";
import { displayPath } from "../../../base/paths.ts";
import { defineCommand } from "../../cli/program.ts";
import { drawPower } from "../experiments/power-chart.ts";
import { PLANTED_PCT, powerPoint, powerRows } from "../experiments/power-experiment.ts";
import { runRounds } from "../experiments/rounds.ts";
import { runExperiment } from "../experiments/run-experiment.ts";
import { powerTable } from "../experiments/tables.ts";
import { counting, EXPERIMENT_FLAGS, LAB_FLAGS } from "../flags.ts";

const SIZES = PLANTED_PCT.length;

/** `pnpm bench:power`. */
export const command = defineCommand({
	name: "power",
	description: `Plants slow-downs of ${PLANTED_PCT.join(", ")} % and counts how often the tool finds them within its budget.`,
	flags: {
		...EXPERIMENT_FLAGS,
		rounds: counting(LAB_FLAGS.rounds, `rounds over all strata; a multiple of ${SIZES} is balanced`, SIZES),
		chart: LAB_FLAGS.chart,
	},
	run: ({ flags }, context) => {
		const { chart } = flags;
		return runExperiment(
			flags,
			context,
			async (rig, progress) => {
				const rounds = await runRounds(rig, flags.rounds, PLANTED_PCT, progress);
				const rows = powerRows(rounds);
				if (chart !== undefined) {
					await writeFile(chart, drawPower(rows, rig.head));
					progress.notice(`Written: ${displayPath(chart)}`);
				}
				return { json: rows.map(powerPoint), text: powerTable(rows), rounds };
			},
			chart === undefined ? [] : [{ flag: "--chart", path: chart, kind: "file" }],
		);
	},
});
