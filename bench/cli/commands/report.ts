import { resolve } from "node:path";
import { Option } from "commander";
import { BenchError } from "../../../base/errors.ts";
import { requireWritable } from "../../../base/writable-targets.ts";
import { readWaivers } from "../../judge/waivers.ts";
import { curveFileAt } from "../../record/curve/file.ts";
import { readRecord, runFolder } from "../../record/file.ts";
import { HISTORY_FILE } from "../../record/history/history-file.ts";
import type { ExportTarget } from "../../report/export/exporters.ts";
import { fileTargets, writeExports } from "../../report/export/write-exports.ts";
import { renderJobSummary } from "../../report/job-summary.ts";
import { type MarkdownFormat, renderMarkdown } from "../../report/markdown/markdown-report.ts";
import { showRecord } from "../../report/show-record.ts";
import { writeReports } from "../../report/write-reports.ts";
import { command, flag, parseFlags, withOutputFlags } from "../flags.ts";
import { appendJobSummary } from "../job-summary-file.ts";
import { writtenLine } from "../written-files.ts";
import { reportCurve } from "./report-curve.ts";
import { reportTrend } from "./report-trend.ts";

interface ReportFlags {
	readonly format?: MarkdownFormat;
	readonly trend?: string | true;
	readonly gate: boolean;
	readonly waivers?: string;
	readonly junit?: string;
	readonly export: readonly ExportTarget[];
	readonly json: boolean;
}

/**
 * `pnpm report <run>`: renders a saved run again, byte for byte, without a database; `pnpm report --trend`: the kept
 * runs together. @returns the exit code. @throws BenchError
 */
export async function runReport(argv: readonly string[], environment: NodeJS.ProcessEnv): Promise<number> {
	const target = withOutputFlags(
		command("report", "Renders a saved run again: terminal table, report.md, report.html and charts.")
			.argument("[run]", "the run's folder, or its run.json; also that of a scale curve")
			.addOption(
				flag("--format <format>", "print Markdown of this length, and write no report").choices([
					"completion",
					"full",
					"summary",
				]),
			)
			.addOption(
				// Without a twin, since it makes the command another one.
				new Option(
					"--trend [history]",
					`every ratio over the kept runs, with change points; results/${HISTORY_FILE} unless told`,
				),
			)
			.addOption(
				flag("--gate", "with --trend: exit 1 where a ratio got worse within the last thirty runs").default(false),
			)
			.addOption(flag("--waivers <file>", "regressions that are no failures in --junit"))
			.addOption(flag("--json", "print the record on standard output and write nothing").default(false)),
	);
	const parsed = parseFlags<ReportFlags>(target, argv);
	if ("help" in parsed) {
		process.stdout.write(parsed.help);
		return 0;
	}
	const { flags, operands } = parsed;
	const [run] = operands;
	if (flags.trend !== undefined) {
		if (run !== undefined) {
			throw new BenchError("usage", "--trend takes a history, not a run.", "Give the run or --trend, not both.");
		}
		return reportTrend(flags.trend === true ? `results/${HISTORY_FILE}` : flags.trend, flags, environment);
	}
	if (run === undefined) {
		throw new BenchError("usage", "Missing required argument 'run'.", "Give a run's folder, or --trend.");
	}
	const curve = await curveFileAt(run);
	if (curve !== undefined) return reportCurve(curve, flags.json);
	return reportRun(run, flags, environment);
}

async function reportRun(run: string, flags: ReportFlags, environment: NodeJS.ProcessEnv): Promise<number> {
	const record = await readRecord(run);
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
