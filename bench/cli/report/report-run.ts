import { resolve } from "node:path";
import { BenchError } from "../../../base/errors.ts";
import { requireWritable } from "../../../base/paths.ts";
import { readWaivers } from "../../judge/waivers.ts";
import { curveFileAt } from "../../record/curve/file.ts";
import { readRecord, runFolder } from "../../record/file.ts";
import { historyIn } from "../../record/history/history-file.ts";
import { fileTargets, writeExports } from "../../report/export/write-exports.ts";
import { renderJobSummary } from "../../report/job-summary.ts";
import { renderMarkdown } from "../../report/markdown/markdown-report.ts";
import { showRecord } from "../../report/show-record.ts";
import { writeReports } from "../../report/write-reports.ts";
import { amendRun } from "../../run/journal/journal.ts";
import type { Values } from "../flags/flag.ts";
import { pick } from "../flags/table.ts";
import { newestRun } from "../newest-runs.ts";
import { appendJobSummary, writtenLine } from "../outputs.ts";
import type { CommandContext } from "../program.ts";
import { reportCurve } from "./report-curve.ts";
import { reportTrend } from "./report-trend.ts";

/** A command's flags that say what becomes of a run that is read. */
type ReportFlags = Values<typeof REPORT_FLAGS>;

const REPORT_FLAGS = pick("format", "judgeAgain", "junit", "export", "waivers", "out", "json", "trend", "gate");

/**
 * `report <run>`: renders a saved run again, byte for byte, without a database; `report --trend`: the kept runs together.
 * @returns the exit code. @throws BenchError
 */
export async function report(
	flags: ReportFlags,
	[named]: readonly string[],
	{ environment }: CommandContext,
): Promise<number> {
	if (flags.trend !== undefined) {
		if (named !== undefined) {
			throw new BenchError("usage", "--trend takes a history, not a run.", "Give the run or --trend, not both.");
		}
		return reportTrend(flags.trend === true ? historyIn(flags.out) : flags.trend, flags, environment);
	}
	const run = named ?? (await newestRun(flags.out));
	const curve = await curveFileAt(run);
	if (curve !== undefined) return reportCurve(curve, flags.json);
	return reportRun(run, flags, environment);
}

async function reportRun(run: string, flags: ReportFlags, environment: NodeJS.ProcessEnv): Promise<number> {
	const record = flags.judgeAgain ? await amendRun(run) : await readRecord(run);
	if (flags.json) {
		process.stdout.write(`${JSON.stringify(record)}\n`);
		return 0;
	}
	const waivers = flags.waivers === undefined ? [] : await readWaivers(flags.waivers);
	const outputs = { exports: flags.export, ...(flags.junit === undefined ? {} : { junit: flags.junit }) };
	await requireWritable(fileTargets(outputs));
	const folder = await runFolder(resolve(run));
	if (flags.format !== undefined) {
		process.stdout.write(renderMarkdown(record, flags.format));
		const exported = await writeExports(record, outputs, waivers);
		if (exported.length > 0) process.stderr.write(`${writtenLine(exported, folder)}\n`);
		return 0;
	}
	const files = [...(await writeReports(record, folder)), ...(await writeExports(record, outputs, waivers))];
	showRecord(record, process.stdout);
	process.stderr.write(`${writtenLine(files, folder)}\n`);
	const unwritten = await appendJobSummary(renderJobSummary(record), environment);
	if (unwritten !== undefined) process.stderr.write(`${unwritten}\n`);
	return 0;
}
