import { DATASET_FLAGS, pick } from "../flags/table.ts";
import { defineCommand } from "../program.ts";

export const command = defineCommand({
	name: "seed",
	description: "Makes the dataset alone and keeps it, so that the next bench starts measuring at once.",
	flags: { ...DATASET_FLAGS, ...pick("describe", "json", "list", "clean") },
	examples: [
		["", "the dataset at production scale"],
		["--scale smoke --describe", "what every table of a small one holds"],
		["--list", "what is kept"],
		["--clean", "remove all that is kept"],
	],
	run: async ({ flags }, context) => {
		if (!flags.list && flags.clean === undefined) {
			return (await import("../seed/make-dataset.ts")).makeDataset(flags, context);
		}
		const { keptAnswer } = await import("../seed/kept-datasets.ts");
		process.stdout.write(await keptAnswer(flags, context.environment));
		return 0;
	},
});
