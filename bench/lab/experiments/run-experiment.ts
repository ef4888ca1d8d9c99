import { writeFile } from "node:fs/promises";
import { requireWritable, type Target } from "../../../base/paths.ts";
import type { Progress } from "../../../base/progress.ts";
import type { CommandContext } from "../../cli/program.ts";
import { progressDisplay } from "../../cli/progress-display.ts";
import { type ExperimentFlags, experimentPlan } from "./experiment-flags.ts";
import { type Rig, withRig } from "./rig.ts";
import type { Round } from "./round.ts";

/** What an experiment prints: figures for programs, or a table for people. */
export interface Findings {
	readonly json: unknown;
	readonly text: string;
	/** What they were made from. */
	readonly rounds: readonly Round[];
}

/**
 * Sets up the rig, does the work, prints the findings.
 * @param writes what `work` will write: checked first, since a mistake there must not cost a quarter of an hour.
 * @returns the exit code. @throws BenchError
 */
export async function runExperiment(
	flags: ExperimentFlags,
	context: CommandContext,
	work: (rig: Rig, progress: Progress) => Promise<Findings>,
	writes: readonly Target[] = [],
): Promise<number> {
	const raw = flags.raw === undefined ? [] : [{ flag: "--raw", path: flags.raw, kind: "file" } as const];
	await requireWritable([...raw, ...writes]);
	const progress = progressDisplay(process.stderr);
	try {
		const plan = await experimentPlan(flags, context);
		const findings = await withRig(plan, progress, context.signal, (rig) => work(rig, progress));
		if (flags.raw !== undefined) await writeFile(flags.raw, JSON.stringify(findings.rounds));
		process.stdout.write(flags.json ? `${JSON.stringify(findings.json)}\n` : `${findings.text}\n`);
		return 0;
	} finally {
		progress.close();
	}
}
