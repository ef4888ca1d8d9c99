import { ADVISE_FLAGS } from "../flags/advise-flags.ts";
import { defineCommand } from "../program.ts";

export const command = defineCommand({
	name: "advise",
	description:
		"Finds indexes that could pay for the application's queries, measures each of them, and chooses the few that do. Those of the schema that nobody would miss are told too.",
	flags: ADVISE_FLAGS,
	examples: [
		["--query queries.sql", "for the queries of a file"],
		["--max-indexes 10 --max-bytes 500MB", "the best ten, if they fit"],
		["--scale 0.1 --no-judge", "a first look, quickly"],
		["--suite perf-001", "for the suite of this repository"],
	],
	run: async (given, context, argv) => (await import("../advise/run-advise.ts")).runAdvise(given, context, argv),
});
