import { writeFile } from "node:fs/promises";
import type { Command } from "commander";
import type { Progress } from "../../../base/progress.ts";
import { requireWritable, type Target } from "../../../base/writable-targets.ts";
import { parseFlags } from "../../cli/flags.ts";
import { progressDisplay } from "../../cli/progress-display.ts";
import { type ExperimentFlags, experimentConfig } from "./experiment-flags.ts";
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
 * Parses the flags, sets up the rig, prints the findings.
 * @param writes what `work` will write: checked first, since a mistake there must not cost a quarter of an hour.
 * @returns the exit code. @throws BenchError
 */
export async function runExperiment<F extends ExperimentFlags>(
	target: Command,
	argv: readonly string[],
	environment: NodeJS.ProcessEnv,
	signal: AbortSignal,
	work: (rig: Rig, flags: F, progress: Progress) => Promise<Findings>,
	writes: (flags: F) => readonly Target[] = () => [],
): Promise<number> {
	const parsed = parseFlags<F>(target, argv);
	if ("help" in parsed) {
		process.stdout.write(parsed.help);
		return 0;
	}
	const { flags } = parsed;
	const raw = flags.raw === undefined ? [] : [{ flag: "--raw", path: flags.raw, kind: "file" } as const];
	await requireWritable([...raw, ...writes(flags)]);
	const progress = progressDisplay(process.stderr);
	try {
		const config = await experimentConfig(flags, environment);
		const findings = await withRig(config, progress, signal, (rig) => work(rig, flags, progress));
		if (flags.raw !== undefined) await writeFile(flags.raw, JSON.stringify(findings.rounds));
		process.stdout.write(flags.json ? `${JSON.stringify(findings.json)}\n` : `${findings.text}\n`);
		return 0;
	} finally {
		progress.close();
	}
}
