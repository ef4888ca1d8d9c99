import { benchConfig } from "../config.ts";
import { displayPath } from "../display-path.ts";
import { type BenchFlags, command, parseFlags, withBenchFlags } from "../flags.ts";
import { checkGate } from "../gate.ts";
import { progressDisplay } from "../progress-display.ts";
import { showRecord } from "../report/show-record.ts";
import { run } from "../run.ts";
import { readWaivers } from "../waivers.ts";

const DESCRIPTION =
	"Measures what each index under test does to the application's queries, on a real MySQL with production-scale data.";

/** `pnpm bench`. @returns the exit code. @throws BenchError */
export async function runBench(
	argv: readonly string[],
	environment: NodeJS.ProcessEnv,
	signal: AbortSignal,
): Promise<number> {
	const parsed = parseFlags<BenchFlags>(withBenchFlags(command("bench", DESCRIPTION)), argv);
	if ("help" in parsed) {
		process.stdout.write(parsed.help);
		return 0;
	}
	const config = benchConfig(parsed.flags, environment);
	// Read first: a mistake in it must not cost a run.
	const waivers = config.waivers === undefined ? [] : await readWaivers(config.waivers);
	const progress = progressDisplay(process.stderr);
	try {
		const { record, folder, files, error } = await run(config, progress, signal);
		if (config.json) process.stdout.write(`${JSON.stringify(record)}\n`);
		else showRecord(record, process.stdout);
		progress.notice(`Written: ${files.map((file) => displayPath(file)).join(", ") || displayPath(folder)}`);
		if (error !== undefined) throw error;
		if (!config.gate) return 0;
		const { failures, waived, unused } = checkGate(record, waivers);
		for (const line of waived) progress.notice(`Gate, waived: ${line}`);
		for (const waiver of unused) progress.notice(`Gate: nothing needed the waiver ${JSON.stringify(waiver)}.`);
		for (const line of failures) progress.notice(`Gate: ${line}`);
		progress.notice(failures.length === 0 ? "Gate: holds." : `Gate: fails for ${failures.length} reasons.`);
		return failures.length === 0 ? 0 : 1;
	} finally {
		progress.close();
	}
}
