import { statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { Option } from "commander";
import { BenchError } from "../../seed/errors.ts";
import { displayPath } from "../display-path.ts";
import { command, parseFlags } from "../flags.ts";
import { readRecord } from "../record/file.ts";
import { type MarkdownFormat, renderMarkdown } from "../report/markdown.ts";
import { showRecord } from "../report/show-record.ts";
import { writeReports } from "../report/write-reports.ts";

interface ReportFlags {
	readonly format?: MarkdownFormat;
	readonly json: boolean;
}

/** `pnpm report <run>`: renders a saved run again, byte for byte, without a database. @returns the exit code. */
export async function runReport(argv: readonly string[]): Promise<number> {
	const target = command("report", "Renders a saved run again: terminal table, report.md, report.html and charts.")
		.argument("<run>", "the run's folder, or its run.json")
		.addOption(
			new Option("--format <format>", "print Markdown of this length instead of the table").choices([
				"completion",
				"full",
				"summary",
			]),
		)
		.option("--json", "print the record on standard output and write nothing", false);
	const parsed = parseFlags<ReportFlags>(target, argv);
	if ("help" in parsed) {
		process.stdout.write(parsed.help);
		return 0;
	}
	const [run = ""] = parsed.operands;
	const record = await readRecord(run);
	if (parsed.flags.json) {
		process.stdout.write(`${JSON.stringify(record)}\n`);
		return 0;
	}
	const files = await writeReports(record, folderOf(run));
	if (parsed.flags.format === undefined) showRecord(record, process.stdout);
	else process.stdout.write(renderMarkdown(record, parsed.flags.format));
	process.stderr.write(`Written: ${files.map(displayPath).join(", ")}\n`);
	return 0;
}

function folderOf(run: string): string {
	const path = resolve(run);
	const found = statSync(path, { throwIfNoEntry: false });
	if (found === undefined) throw new BenchError("usage", `There is no run at ${run}.`, "Give the folder of a run.");
	return found.isDirectory() ? path : dirname(path);
}
