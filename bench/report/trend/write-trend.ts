import { dirname, join } from "node:path";
import type { Trend } from "../../judge/trend.ts";
import { writeAtomically } from "../../record/file.ts";
import { PALETTES } from "../charts/theme.ts";
import { drawTrend } from "../charts/trend.ts";
import { renderTrendMarkdown } from "./trend-markdown.ts";

/** Writes trend.md, trend.png and trend-dark.png beside the history and returns their paths. */
export async function writeTrend(
	trend: Trend,
	broken: readonly string[],
	historyPath: string,
): Promise<readonly string[]> {
	const files: readonly (readonly [string, string | Buffer])[] = [
		["trend.md", renderTrendMarkdown(trend, broken)],
		["trend.png", await drawTrend(trend, PALETTES.light)],
		["trend-dark.png", await drawTrend(trend, PALETTES.dark)],
	];
	const folder = dirname(historyPath);
	for (const [name, content] of files) await writeAtomically(join(folder, name), content);
	return files.map(([name]) => join(folder, name));
}
