import type { Program } from "./program.ts";

/** Every command of index-impact. To add one: a file in commands/, and an entry here. */
export const INDEX_IMPACT: Program = {
	name: "index-impact",
	description: "Tells, with evidence, whether a MySQL index earns its keep.",
	flags: async () => ({
		...(await import("./flags/audit-flags.ts")).AUDIT_FLAGS,
		...(await import("./flags/advise-flags.ts")).ADVISE_FLAGS,
		...(await import("./flags/table.ts")).FLAGS,
	}),
	entries: [
		{
			name: "audit",
			group: "Look:",
			summary: "what is wrong with the schema's indexes, without a server",
			load: () => import("./commands/audit.ts"),
		},
		{
			name: "capture",
			group: "Look:",
			summary: "take a database's statistics and statements, without values, into a file",
			load: () => import("./commands/capture.ts"),
		},
		{
			name: "record",
			group: "Look:",
			summary: "count what the application asks while its tests or its server run",
			load: () => import("./commands/record.ts"),
		},
		{
			name: "bench",
			group: "Measure:",
			summary: "measure what each index does to the application's queries",
			load: () => import("./commands/bench.ts"),
		},
		{
			name: "try",
			group: "Measure:",
			summary: "measure an index that is not there yet, for queries of yours",
			load: () => import("./commands/try.ts"),
		},
		{
			name: "advise",
			group: "Measure:",
			summary: "measure every index that could pay, and choose the few that do",
			load: () => import("./commands/advise.ts"),
		},
		{
			name: "seed",
			group: "Measure:",
			summary: "make the dataset alone, and show or remove what is kept",
			load: () => import("./commands/seed.ts"),
		},
		{
			name: "apply",
			group: "Change:",
			summary: "write index changes into the schema, with a migration that is proven",
			load: () => import("./commands/apply.ts"),
		},
		{
			name: "report",
			group: "Read:",
			summary: "render a saved run again: table, Markdown, HTML, charts",
			load: () => import("./commands/report.ts"),
		},
		{
			name: "compare",
			group: "Read:",
			summary: "what changed between two runs",
			load: () => import("./commands/compare.ts"),
		},
		{
			name: "merge",
			group: "Read:",
			summary: "put the parts of a divided run together, and judge them as one",
			load: () => import("./commands/merge.ts"),
		},
		{
			name: "history",
			group: "Read:",
			summary: "every ratio over the kept runs, with change points",
			load: () => import("./commands/history.ts"),
		},
		{
			name: "init",
			group: "Set up:",
			summary: "write index-impact.config.ts for this project's schema",
			load: () => import("./commands/init.ts"),
		},
		{
			name: "doctor",
			group: "Set up:",
			summary: "which MySQL would be used here, and what is missing",
			load: () => import("./commands/doctor.ts"),
		},
	],
	examples: `Examples:
  index-impact doctor                  what can be used here
  index-impact bench --scale smoke     a first run, in a minute
  index-impact report                  the newest run again`,
};
