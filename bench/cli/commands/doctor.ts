import { pick, SERVER_FLAGS } from "../flags/table.ts";
import { defineCommand } from "../program.ts";

export const command = defineCommand({
	name: "doctor",
	description: "Says which MySQL would be used here, what is missing, and how to get it. Starts nothing.",
	flags: { ...SERVER_FLAGS, ...pick("json") },
	examples: [
		["", "every source of a MySQL, and what is missing"],
		["--url mysql://root@127.0.0.1:3306", "whether a run could use this server"],
	],
	run: async ({ flags }, { environment }) => {
		const { serverSettings } = await import("../server-settings.ts");
		const { examine, renderDoctor } = await import("../../run/doctor.ts");
		const report = await examine(serverSettings(flags, environment));
		process.stdout.write(flags.json ? `${JSON.stringify(report)}\n` : renderDoctor(report));
		return report.usable ? 0 : 3;
	},
});
