import { join } from "node:path";
import type { Progress } from "../../seed/progress.ts";
import { benchConfig } from "../config.ts";
import { displayPath } from "../display-path.ts";
import { writeExports } from "../export/write-exports.ts";
import { type BenchFlags, command, parseFlags, withBenchFlags } from "../flags.ts";
import { checkGate } from "../gate.ts";
import { appendHistory, HISTORY_FILE } from "../history/history-file.ts";
import { historyLineOf } from "../history/history-line.ts";
import { appendJobSummary } from "../job-summary-file.ts";
import { progressDisplay } from "../progress-display.ts";
import { curveFileAt, readCurve } from "../record/curve/file.ts";
import { readRecord } from "../record/file.ts";
import type { RunRecord } from "../record/schema.ts";
import { renderJobSummary } from "../report/job-summary.ts";
import { showRecord } from "../report/show-record.ts";
import { run } from "../run.ts";
import { wordsOf } from "../shell-words.ts";
import { readWaivers } from "../waivers.ts";
import { benchCurve } from "./bench-curve.ts";

const DESCRIPTION =
	"Measures what each index under test does to the application's queries, on a real MySQL with production-scale data.";

/** `pnpm bench`. @returns the exit code. @throws BenchError */
export async function runBench(
	argv: readonly string[],
	environment: NodeJS.ProcessEnv,
	signal: AbortSignal,
): Promise<number> {
	const parse = (words: readonly string[]) =>
		parseFlags<BenchFlags>(withBenchFlags(command("bench", DESCRIPTION)), words);
	let parsed = parse(argv);
	if (!("help" in parsed) && parsed.flags.resume !== undefined) {
		// What the run was started with holds unless it is said otherwise.
		const curve = await curveFileAt(parsed.flags.resume);
		const { command: started } = await (curve === undefined ? readRecord(parsed.flags.resume) : readCurve(curve));
		parsed = parse([...wordsOf(started).slice(2), ...argv]);
	}
	if ("help" in parsed) {
		process.stdout.write(parsed.help);
		return 0;
	}
	if (parsed.flags.curve !== undefined) return benchCurve(parsed.flags, environment, signal);
	const config = await benchConfig(parsed.flags, environment);
	// Read first: a mistake in it must not cost a run.
	const waivers = config.waivers === undefined ? [] : await readWaivers(config.waivers);
	const progress = progressDisplay(process.stderr);
	try {
		const { record, folder, files, error } = await run(config, progress, signal);
		if (config.json) process.stdout.write(`${JSON.stringify(record)}\n`);
		else showRecord(record, process.stdout);
		const exported = await writeExports(record, config, waivers);
		const written = [...files, ...exported, ...(config.keep ? await keep(record, config.out, progress) : [])];
		progress.notice(`Written: ${written.map((file) => displayPath(file)).join(", ") || displayPath(folder)}`);
		const unwritten = await appendJobSummary(renderJobSummary(record), environment);
		if (unwritten !== undefined) progress.notice(unwritten);
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

/** Adds a whole run to the history; half a run would show its missing strata as gaps for ever. */
async function keep(record: RunRecord, out: string, progress: Progress): Promise<readonly string[]> {
	if (record.status !== "complete") {
		progress.notice(`Not kept in the history: the run is ${record.status}.`);
		return [];
	}
	const path = join(out, HISTORY_FILE);
	await appendHistory(path, historyLineOf(record));
	return [path];
}
