import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Advice } from "../../record/advice/schema.ts";
import { asWriteFailure, writeAtomically } from "../../record/file.ts";
import { adviceCharts } from "./charts.ts";
import { adviceMarkdown } from "./markdown.ts";

/** Writes advice.md and charts/*.png beside advice.json. @returns their paths. */
export async function writeAdviceReports(advice: Advice, folder: string): Promise<readonly string[]> {
	const charts = adviceCharts(advice);
	await mkdir(join(folder, "charts"), { recursive: true, mode: 0o700 }).catch((cause: unknown) => {
		throw asWriteFailure(folder, cause);
	});
	const files: readonly (readonly [string, string | Buffer])[] = [
		["advice.md", adviceMarkdown(advice, charts)],
		...charts.map(({ name, png }) => [join("charts", name), png] as const),
	];
	for (const [name, content] of files) await writeAtomically(join(folder, name), content);
	return [join(folder, "advice.json"), ...files.map(([name]) => join(folder, name))];
}
