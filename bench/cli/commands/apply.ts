import { APPLY_FLAGS } from "../flags/apply-flags.ts";
import { defineCommand } from "../program.ts";

export const command = defineCommand({
	name: "apply",
	description:
		"Writes index changes into the Drizzle schema, and makes a migration that is proven on a MySQL of its own. Never pushes.",
	operands: [{ name: "[folder]", help: "the application's folder; here, or where its config is, unless told" }],
	flags: APPLY_FLAGS,
	examples: [
		['--add "orders(customerId, status)" --dry-run', "the patch alone"],
		['--move "lots.idx_sale -> sales(lotId)"', "an index that stands on the wrong table"],
		["--from audit.json --only misplaced-index --branch fix-indexes", "what the audit found, on a branch"],
	],
	run: async ({ flags, operands: [folder] }, context) => {
		const { runApply } = await import("../apply/run-apply.ts");
		return await runApply(flags, folder, context);
	},
});
