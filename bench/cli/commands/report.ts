import { FLAGS, OUTPUT_FLAGS, pick, RUNS_FLAG } from "../flags/table.ts";
import { defineCommand } from "../program.ts";

export const command = defineCommand({
	name: "report",
	description: "Renders a saved run again: terminal table, report.md, report.html and charts. Needs no database.",
	operands: [
		{
			name: "[run]",
			help: "the run's folder, or its run.json; also that of a scale curve; else the newest run in --out",
		},
	],
	flags: {
		...pick("format", "judgeAgain"),
		...OUTPUT_FLAGS,
		waivers: { ...FLAGS.waivers, help: "regressions that are no failures in --junit" },
		...RUNS_FLAG,
		...pick("json", "trend"),
		gate: {
			...FLAGS.gate,
			help: "with --trend: exit 1 where a ratio got worse within the last thirty runs",
		},
	},
	examples: [
		["", "the newest run"],
		["results/<run> --format completion", "the Markdown for a completion report"],
	],
	run: async ({ flags, operands }, context) =>
		(await import("../report/report-run.ts")).report(flags, operands, context),
});
