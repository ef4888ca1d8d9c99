import { BENCH_FLAGS } from "../flags/table.ts";
import { defineCommand } from "../program.ts";

export const command = defineCommand({
	name: "bench",
	description:
		"Measures what each index under test does to the application's queries, on a real MySQL with production-scale data.",
	flags: BENCH_FLAGS,
	examples: [
		["--scale smoke", "a first look, in a minute"],
		["--counters-only --gate", "for a pull request: plans and counters alone, exit 1 on harm"],
		["--only '*balance' --budget 30", "some scenarios, for half a minute"],
		["--full", "everything: every scenario, every study, and a scale curve"],
		["--resume results/<run>", "go on with a run that was interrupted"],
	],
	run: async (given, context, argv) => (await import("../bench/bench.ts")).bench(given, context, argv),
});
