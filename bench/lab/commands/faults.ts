import Table from "cli-table3";
import { oneFlag } from "../../cli/flags/flag.ts";
import { text } from "../../cli/flags/readers.ts";
import { FLAGS, pick } from "../../cli/flags/table.ts";
import { defineCommand } from "../../cli/program.ts";
import { progressDisplay } from "../../cli/progress-display.ts";
import type { CaseResult } from "../faults/case.ts";
import { runEndurance, showEndurance } from "../faults/endurance.ts";
import { isSound } from "../faults/growth.ts";
import { type MatrixResult, runMatrix } from "../faults/matrix.ts";
import { runSoak, showSoak } from "../faults/soak.ts";
import { LAB_FLAGS } from "../flags.ts";

/** `pnpm test:faults`. Exit code 1 when a case fails. */
export const command = defineCommand({
	name: "faults",
	description:
		"Kills, cuts, freezes and fills up real runs at every stage, and checks that nothing is lost and nothing is left.",
	flags: {
		only: { ...FLAGS.only, help: "cases to do, by id or by fault: SIGKILL/*, */trials, 'server killed'" },
		scale: oneFlag({ ...FLAGS.scale, help: "of the run of --soak", read: text, usual: "x10" }),
		endurance: LAB_FLAGS.endurance,
		soak: LAB_FLAGS.soak,
		...pick("json"),
	},
	run: async ({ flags }, { signal }) => {
		const { only, endurance, soak, scale, json } = flags;
		const progress = progressDisplay(process.stderr);
		try {
			if (endurance !== undefined) {
				const found = await runEndurance(endurance, progress, signal);
				process.stdout.write(json ? `${JSON.stringify(found)}\n` : showEndurance(found));
				return isSound(found) ? 0 : 1;
			}
			if (soak !== undefined) {
				const found = await runSoak(soak, scale, progress, signal);
				process.stdout.write(json ? `${JSON.stringify(found)}\n` : showSoak(found));
				return isSound(found) ? 0 : 1;
			}
			const result = await runMatrix(only, progress, signal);
			process.stdout.write(json ? `${JSON.stringify(result)}\n` : showMatrix(result));
			return result.survived === result.total ? 0 : 1;
		} finally {
			progress.close();
		}
	},
});

function showMatrix({ survived, total, cases }: MatrixResult): string {
	const table = new Table({
		head: ["Fault", "Stage", "Outcome", "Exit", "Ends after"],
		style: { head: [], border: [] },
	});
	for (const one of cases) {
		const { fault, stage, outcome, exitCode } = one;
		table.push([fault, stage, outcome, exitCode === null ? "-" : String(exitCode), `${one.secondsToEnd.toFixed(1)} s`]);
	}
	const said = cases.filter(({ complaints }) => complaints.length > 0).flatMap(describe);
	return `${table.toString()}\n${said.join("")}${survived} of ${total} cases survived.\n`;
}

function describe({ id, outcome, complaints }: CaseResult): readonly string[] {
	return complaints.map((complaint) => `${outcome}: ${id}: ${complaint}\n`);
}
