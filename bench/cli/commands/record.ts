import { RECORD_FLAGS } from "../flags/record-flags.ts";
import { defineCommand } from "../program.ts";

export const command = defineCommand({
	name: "record",
	description:
		"Runs a command of the application and counts what its processes ask through mysql2: statements, the places that send them, and classes of parameters, never values.",
	operands: [{ name: "[command...]", help: "after two dashes: the application's tests, or its server" }],
	takesCommand: true,
	flags: RECORD_FLAGS,
	examples: [
		["-- npm test", "into index-impact/production.json, which capture wrote"],
		["--url mysql://reader@localhost/shop -- node server.js", "with the classes of keys that were asked for"],
		["--out recorded.json -- npx vitest run", "into another file"],
	],
	notes:
		"The command's input, output and exit code are its own. Needs mysql2 3.20 or newer there, which has tracing channels.\n" +
		"Ctrl-C ends the command, and what was counted until then is written.",
	run: async ({ flags, operands }, context) => {
		const { runRecord } = await import("../record/run-record.ts");
		return await runRecord(flags, operands, context);
	},
});
