import { writeFile } from "node:fs/promises";
import { displayPath } from "../../../base/paths.ts";
import { defineCommand } from "../../cli/program.ts";
import { runRounds } from "../experiments/rounds.ts";
import { runExperiment } from "../experiments/run-experiment.ts";
import { versusTable } from "../experiments/tables.ts";
import { ownCalls, sequentialRound, VERSUS_EFFECTS, versusRows } from "../experiments/versus-experiment.ts";
import { versusPage } from "../experiments/versus-page.ts";
import { counting, EXPERIMENT_FLAGS, LAB_FLAGS } from "../flags.ts";

/** `pnpm bench:versus`. */
export const command = defineCommand({
	name: "versus",
	description:
		"Judges the same queries by tinybench with Welch's and Mann-Whitney's test and by this tool: false alarms, power, seconds.",
	flags: {
		...EXPERIMENT_FLAGS,
		rounds: counting(LAB_FLAGS.rounds, "rounds over all strata by every way; an even number is balanced", 4),
		page: LAB_FLAGS.page,
	},
	run: ({ flags }, context) => {
		const { rounds: count, page } = flags;
		return runExperiment(
			flags,
			context,
			async (rig, progress) => {
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
			page === undefined ? [] : [{ flag: "--page", path: page, kind: "file" }],
		);
	},
});
