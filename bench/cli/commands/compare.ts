import { FLAGS, pick, RUNS_FLAG } from "../flags/table.ts";
import { defineCommand } from "../program.ts";

export const command = defineCommand({
	name: "compare",
	description: "Compares two runs of one suite: plans, counters, verdicts, ratios and costs.",
	operands: [
		{ name: "[base]", help: "folder of the earlier run; without any path the last but one in --out" },
		{ name: "[head]", help: "folder of the later run; without it the newest in --out" },
	],
	flags: { gate: { ...FLAGS.gate, help: "exit 1 when head is worse" }, ...RUNS_FLAG, ...pick("json") },
	examples: [
		["", "the last two runs"],
		["results/<base> results/<head> --gate", "exit 1 when the later is worse"],
	],
	run: async ({ flags, operands }) => {
		const { readRecord } = await import("../../record/file.ts");
		const { compareRecords } = await import("../../judge/compare/compare-records.ts");
		const { renderComparison } = await import("../../report/compare/render-comparison.ts");
		const { runsToCompare } = await import("../newest-runs.ts");
		const [base, head] = await Promise.all((await runsToCompare(operands, flags.out)).map(readRecord));
		if (base === undefined || head === undefined) throw new Error("two runs were chosen");
		const comparison = compareRecords(base, head);
		process.stdout.write(
			flags.json ? `${JSON.stringify(comparison)}\n` : renderComparison(base, head, comparison, process.stdout.columns),
		);
		return flags.gate && comparison.differences.some((difference) => difference.worse) ? 1 : 0;
	},
});
