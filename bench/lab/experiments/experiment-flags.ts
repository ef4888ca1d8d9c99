import type { Command } from "commander";
import { benchConfig, type Config } from "../../cli/config.ts";
import {
	type BenchFlags,
	command,
	type DatasetFlags,
	flag,
	parseFlags,
	positiveNumber,
	withBenchFlags,
	withDatasetFlags,
} from "../../cli/flags.ts";

/** Flags of every experiment on the method itself. */
export interface ExperimentFlags extends DatasetFlags {
	readonly only?: string;
	readonly budget?: number;
	readonly json: boolean;
	/** File for every trial's pairs. */
	readonly raw?: string;
}

/** A tenth of production: most queries take 1 to 30 ms, so that hundreds of trials fit into a quarter of an hour. */
const DEFAULT_SCALE = "0.1";

export function withExperimentFlags(target: Command): Command {
	return withDatasetFlags(target, DEFAULT_SCALE)
		.addOption(flag("--only <glob>", "scenarios to use, by id or by index"))
		.addOption(
			flag("--budget <seconds>", "time for measuring per round; default that of pnpm bench at this scale").argParser(
				positiveNumber,
			),
		)
		.addOption(flag("--raw <file>", "also write every trial with all its pairs as JSON"))
		.addOption(flag("--json", "print the figures as JSON on standard output and nothing else there").default(false));
}

/**
 * The configuration of `pnpm bench --null` at the same settings, by way of its own flags so that their defaults hold.
 * @throws BenchError kind "usage".
 */
export async function experimentConfig(flags: ExperimentFlags, environment: NodeJS.ProcessEnv): Promise<Config> {
	const { server, mysql, suite, scale, seed, url, image, only, budget } = flags;
	const given = Object.entries({ server, mysql, suite, scale, seed, url, image, only, budget });
	const argv = given.flatMap(([name, value]) => (value === undefined ? [] : [`--${name}=${value}`]));
	const parsed = parseFlags<BenchFlags>(withBenchFlags(command("bench", "")), ["--null", ...argv]);
	if ("help" in parsed) throw new Error("no flag of an experiment asks for help");
	return await benchConfig(parsed.flags, environment);
}
