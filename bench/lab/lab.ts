import type { Program } from "../cli/program.ts";
import { startProgram } from "../cli/start.ts";

const INSTRUMENT = "The instrument itself:";
const REPOSITORY = "This repository:";

/** The proof of the instrument: experiments, faults and simulations that nobody needs to measure an index. */
const LAB: Program = {
	name: "lab",
	description: "Proves the instrument: false alarms, power, coverage, faults, and the speed of seeding.",
	flags: async () => ({ ...(await import("../cli/flags/table.ts")).FLAGS, ...(await import("./flags.ts")).LAB_FLAGS }),
	entries: [
		{
			name: "cases",
			group: INSTRUMENT,
			summary: "the judge on random cases, beside the clock",
			load: () => import("./commands/cases.ts"),
		},
		{
			name: "null",
			group: INSTRUMENT,
			summary: "false alarms on identical arms",
			load: () => import("./commands/null.ts"),
		},
		{
			name: "power",
			group: INSTRUMENT,
			summary: "how often planted slow-downs are found",
			load: () => import("./commands/power.ts"),
		},
		{
			name: "versus",
			group: INSTRUMENT,
			summary: "the same queries by the usual tests",
			load: () => import("./commands/versus.ts"),
		},
		{
			name: "coverage",
			group: INSTRUMENT,
			summary: "how often the intervals contain the truth",
			load: () => import("./commands/coverage.ts"),
		},
		{
			name: "isolation",
			group: INSTRUMENT,
			summary: "one index shown among many, against its being alone",
			load: () => import("./commands/isolation.ts"),
		},
		{
			name: "faults",
			group: INSTRUMENT,
			summary: "real runs, killed and cut at every stage",
			load: () => import("./commands/faults.ts"),
		},
		{
			name: "seed",
			group: INSTRUMENT,
			summary: "seeding against other ways to fill tables",
			load: () => import("./commands/seed.ts"),
		},
		{
			name: "rows",
			group: INSTRUMENT,
			summary: "rows from a schema against hand-written generators",
			load: () => import("./commands/rows.ts"),
		},
		{
			name: "twin",
			group: INSTRUMENT,
			summary: "decisions on a twin against those on its original",
			load: () => import("./commands/twin.ts"),
		},
		{
			name: "record",
			group: INSTRUMENT,
			summary: "what the recorder adds to an application's query",
			load: () => import("./commands/record.ts"),
		},
		{
			name: "self",
			group: INSTRUMENT,
			summary: "how long the commands themselves take",
			load: () => import("./commands/self.ts"),
		},
		{
			name: "noise",
			group: REPOSITORY,
			summary: "record this machine's noise for the coverage",
			load: () => import("./commands/noise.ts"),
		},
		{
			name: "schema",
			group: REPOSITORY,
			summary: "write the JSON Schemas of the records",
			load: () => import("./commands/schema.ts"),
		},
		{
			name: "readme",
			group: REPOSITORY,
			summary: "write the example's results into the README",
			load: () => import("./commands/readme.ts"),
		},
	],
	examples: `Examples:
  pnpm lab null --verdicts 300      false alarms
  pnpm lab coverage --runs 2000     a quick look at the intervals`,
};

await startProgram(LAB);
