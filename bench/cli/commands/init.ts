import { pick } from "../flags/table.ts";
import { defineCommand } from "../program.ts";

export const command = defineCommand({
	name: "init",
	description:
		"Writes index-impact.config.ts for the Drizzle schema of this project. No file that is there is changed, but .gitignore.",
	flags: pick("schema", "workflow", "yes", "json"),
	examples: [
		["", "finds drizzle.config.ts, and asks whether to add a workflow"],
		["--yes", "asks nothing"],
		["--schema 'src/db/*.ts'", "where no drizzle.config names the schema"],
	],
	run: async ({ flags }, _context) => {
		const { init } = await import("../init/init.ts");
		const isAsked = process.stdin.isTTY && process.stderr.isTTY && !flags.yes && !flags.json;
		const result = await init({
			start: process.cwd(),
			...(flags.schema === undefined ? {} : { schema: flags.schema }),
			...(flags.workflow || !isAsked ? { workflow: flags.workflow } : {}),
			confirm: async (question) => {
				const { confirm, isCancel } = await import("@clack/prompts");
				const answer = await confirm({ message: question, initialValue: false, output: process.stderr });
				return !isCancel(answer) && answer;
			},
		});
		if (flags.json) {
			process.stdout.write(`${JSON.stringify(result)}\n`);
			return 0;
		}
		const lines = result.written.map(({ file, change }) => `${change === "new" ? "Written" : "Added to"}: ${file}`);
		if (result.present !== undefined) lines.unshift(`${result.present} is there already; it stays as it is.`);
		process.stdout.write(
			`${lines.join("\n")}\n${result.tables} tables found.\n\nNext: index-impact audit, then index-impact bench --scale smoke\n`,
		);
		return 0;
	},
});
