import { runPlan } from "../../cli/bench/run-plan.ts";
import type { Values } from "../../cli/flags/flag.ts";
import { parseUsage } from "../../cli/flags/parse.ts";
import { BENCH_FLAGS } from "../../cli/flags/table.ts";
import type { CommandContext } from "../../cli/program.ts";
import type { RunPlan } from "../../run/plan.ts";
import type { EXPERIMENT_FLAGS } from "../flags.ts";

export type ExperimentFlags = Values<typeof EXPERIMENT_FLAGS>;

/** The plan of `bench --null` at the same settings. @throws BenchError kind "usage". */
export async function experimentPlan(flags: ExperimentFlags, context: CommandContext): Promise<RunPlan> {
	const parsed = parseUsage({ name: "bench", description: "", flags: BENCH_FLAGS }, [], {
		...context,
		restored: { ...flags, null: true },
	});
	if ("help" in parsed) throw new Error("no flag of an experiment asks for help");
	return await runPlan(parsed.flags, context.environment);
}
