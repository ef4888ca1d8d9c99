import { CAPTURE_FLAGS } from "../flags/capture-flags.ts";
import { defineCommand } from "../program.ts";

export const command = defineCommand({
	name: "capture",
	description:
		"Takes statistics and statements of a database, without values, into one file that a twin can be made of. Only reads.",
	flags: CAPTURE_FLAGS,
	examples: [
		["--url mysql://reader@replica/shop", "into index-impact/production.json"],
		["--url mysql://reader@replica/shop --seconds 20 --rows 50000", "with less load on the source"],
		["--check index-impact/production.json", "whether the file may leave"],
	],
	notes:
		"Needs SELECT on the database; on performance_schema for statements; on mysql.innodb_*_stats for index pages.\n" +
		"Exit codes: 0 done, 1 --check found something, 2 a flag or file is wrong, 3 no usable server, 4 the server was gone midway.",
	run: async ({ flags }, context) => {
		const { runCapture, runCheck } = await import("../capture/run-capture.ts");
		return flags.check === undefined ? await runCapture(flags, context) : await runCheck(flags.check, flags.json);
	},
});
