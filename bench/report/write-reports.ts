import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { BenchError, messageOf } from "../../base/errors.ts";
import { writeAtomically } from "../record/file.ts";
import type { RunRecord } from "../record/schema.ts";
import { renderCharts } from "./charts/render-charts.ts";
import { renderHtml } from "./html/html-report.ts";
import { renderMarkdown } from "./markdown/markdown-report.ts";

/**
 * Writes report.md, report.html and charts/*.png of a run into its folder and returns their paths in that order.
 * Each file appears whole or not at all.
 */
export async function writeReports(record: RunRecord, folder: string): Promise<readonly string[]> {
	const files: readonly (readonly [string, string | Buffer])[] = [
		["report.md", renderMarkdown(record, "completion")],
		["report.html", renderHtml(record)],
		...(await renderCharts(record)).map(({ name, png }) => [join("charts", name), png] as const),
	];
	await makeFolder(join(folder, "charts"));
	const paths: string[] = [];
	for (const [name, content] of files) {
		const path = join(folder, name);
		await writeAtomically(path, content);
		paths.push(path);
	}
	return paths;
}

async function makeFolder(folder: string): Promise<void> {
	try {
		await mkdir(folder, { recursive: true, mode: 0o700 });
	} catch (cause) {
		throw new BenchError(
			"usage",
			`The folder ${folder} for the reports cannot be made: ${messageOf(cause)}.`,
			"Choose a folder you may write to with --out; `pnpm report` renders a saved run again.",
			{ cause },
		);
	}
}
