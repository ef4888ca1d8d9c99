import { AUDIT_FLAGS } from "../flags/audit-flags.ts";
import { defineCommand } from "../program.ts";

export const command = defineCommand({
	name: "audit",
	description:
		"Says what is wrong with the indexes of a Drizzle schema. Needs no server, unless asked for migrations or a database, and changes nothing.",
	operands: [{ name: "[folder]", help: "the application's folder; here, or where its config is, unless told" }],
	flags: AUDIT_FLAGS,
	examples: [
		["", "the schema that drizzle.config names"],
		['--source "server/**/*.ts"', "and which of it queries could use"],
		["--migrations", "whether the migrations run, and make what the schema says"],
		["--explain missing-reference-index", "what a rule looks for, and why"],
		["--write sarif=audit.sarif --fail-on warn", "for CI"],
	],
	notes:
		"A finding is let stand by a comment above it: // index-impact-ignore <rule>: why\n" +
		"Exit codes: 0 nothing of --fail-on found, 1 found, 2 the schema or a flag is wrong.",
	run: async ({ flags, operands: [folder] }, context) => {
		if (flags.explain !== undefined) {
			const { explainRules } = await import("../audit/explain.ts");
			process.stdout.write(explainRules(flags.explain, flags.json));
			return 0;
		}
		const { runAudit } = await import("../audit/run-audit.ts");
		return await runAudit(flags, folder, context);
	},
});
