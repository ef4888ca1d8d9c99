import { FLAGS, pick, RUNS_FLAG } from "../flags/table.ts";
import { defineCommand } from "../program.ts";

export const command = defineCommand({
	name: "history",
	description: "Shows every ratio over the runs that bench --keep has kept, with the points where it changed.",
	operands: [{ name: "[history]", help: "the file of kept runs; history.jsonl in the folder of --out unless told" }],
	flags: {
		gate: { ...FLAGS.gate, help: "exit 1 where a ratio got worse within the last thirty runs" },
		...RUNS_FLAG,
		...pick("json"),
	},
	examples: [
		["", "the kept runs in results/"],
		["--gate", "exit 1 where a ratio slid lately"],
	],
	run: async ({ flags, operands: [file] }, { environment }) => {
		const { historyIn } = await import("../../record/history/history-file.ts");
		const { reportTrend } = await import("../report/report-trend.ts");
		return reportTrend(file ?? historyIn(flags.out), flags, environment);
	},
});
