import { FLAGS, pick, RUNS_FLAG } from "../flags/table.ts";
import { defineCommand } from "../program.ts";

export const command = defineCommand({
	name: "merge",
	description: "Puts the parts of a divided run together into one, judged as if one machine had measured it all.",
	operands: [{ name: "[runs...]", help: "folders of the parts, each once: those of bench --shard 1/n to n/n" }],
	flags: {
		out: { ...RUNS_FLAG.out, help: "where the merged run's folder is made" },
		gate: FLAGS.gate,
		...pick("openHarm", "waivers", "keep", "junit", "export", "json"),
	},
	examples: [
		["results/<1> results/<2>", "two parts into one run"],
		["parts/*/* --gate", "all that lies there, and exit 1 on harm"],
	],
	run: async ({ flags, operands }, context) => (await import("../merge/run-merge.ts")).merge(flags, operands, context),
});
