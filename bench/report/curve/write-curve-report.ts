import { join } from "node:path";
import type { CurveRecord } from "../../record/curve/schema.ts";
import { makeRunFolder, writeAtomically } from "../../record/file.ts";
import { renderCurveCharts } from "./curve-charts.ts";
import { renderCurveHtml } from "./curve-html.ts";
import { renderCurveMarkdown } from "./curve-markdown.ts";

/** Writes curve.md, curve.html and charts/*.png of a curve into its folder and returns their paths in that order. */
export async function writeCurveReport(curve: CurveRecord, folder: string): Promise<readonly string[]> {
	const files: readonly (readonly [string, string | Buffer])[] = [
		["curve.md", renderCurveMarkdown(curve)],
		["curve.html", renderCurveHtml(curve)],
		...(await renderCurveCharts(curve)).map(({ name, png }) => [join("charts", name), png] as const),
	];
	await makeRunFolder(join(folder, "charts"));
	for (const [name, content] of files) await writeAtomically(join(folder, name), content);
	return files.map(([name]) => join(folder, name));
}
