import { requireWritable } from "../../../base/paths.ts";
import { mergeNotes } from "../../judge/merge/merge-notes.ts";
import { mergeRuns } from "../../judge/merge/merge-runs.ts";
import { readWaivers } from "../../judge/waivers.ts";
import { readRecord } from "../../record/file.ts";
import { measuredPartOf } from "../../record/schema.ts";
import { fileTargets } from "../../report/export/write-exports.ts";
import { mergeWords } from "../../report/words/merge-words.ts";
import { writeReports } from "../../report/write-reports.ts";
import { saveRun } from "../../run/journal/journal.ts";
import { filesOf, finishRun, type Outputs } from "../bench/measure-run.ts";
import type { Flag } from "../flags/flag.ts";
import { BENCH_FLAGS, type BenchFlags } from "../flags/table.ts";
import type { CommandContext } from "../program.ts";
import { progressDisplay } from "../progress-display.ts";

/** Options that say what a run measures, and not how or which part of it. */
const ASKED = Object.entries<Flag<unknown>>(BENCH_FLAGS)
	.filter(([name, flag]) => flag.restored && !flag.manner && name !== "shard")
	.map(([name]) => name);

/** `merge <runs...>`. @returns the exit code. @throws BenchError */
export async function merge(
	flags: Outputs & Pick<BenchFlags, "waivers">,
	paths: readonly string[],
	{ environment }: CommandContext,
): Promise<number> {
	const parts = await Promise.all(paths.map(async (path) => ({ path, run: measuredPartOf(await readRecord(path)) })));
	const merged = mergeRuns(parts, ASKED);
	const notes = mergeNotes(parts.map(({ run }) => run)).map(mergeWords);
	await requireWritable([{ flag: "--out", path: flags.out, kind: "folder" }, ...fileTargets(filesOf(flags))]);
	const waivers = flags.waivers === undefined ? [] : await readWaivers(flags.waivers);
	const progress = progressDisplay(process.stderr);
	try {
		const { folder, record } = await saveRun(flags.out, { ...merged, notices: [...merged.notices, ...notes] });
		const files = await writeReports(record, folder);
		const { exitCode } = await finishRun({ folder, record, files }, flags, waivers, { progress, environment });
		if (flags.json) process.stdout.write(`${JSON.stringify(record)}\n`);
		return exitCode;
	} finally {
		progress.close();
	}
}
