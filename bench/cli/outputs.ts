import { appendFile } from "node:fs/promises";
import { dirname, relative, resolve } from "node:path";
import { messageOf } from "../../base/errors.ts";
import { displayPath } from "../../base/paths.ts";

/**
 * What was written, in one line: a folder once with the names in it, folders below it with the number of their files,
 * and whatever lies elsewhere by its own path.
 */
export function writtenLine(files: readonly string[], folder: string): string {
	const home = resolve(folder);
	const inside = files.map((file) => relative(home, resolve(file))).filter((name) => !name.startsWith(".."));
	const elsewhere = files.filter((file) => relative(home, resolve(file)).startsWith(".."));
	const names = inside.filter((name) => dirname(name) === ".");
	const below = new Map<string, number>();
	for (const name of inside) {
		if (dirname(name) !== ".") below.set(dirname(name), (below.get(dirname(name)) ?? 0) + 1);
	}
	const counted = [...below].map(([name, count]) => `${name}/ (${count} ${count === 1 ? "file" : "files"})`);
	const here = [...names, ...counted].join(", ");
	const parts = [
		...(here === "" && elsewhere.length > 0 ? [] : [`${displayPath(home)}/${here === "" ? "" : `: ${here}`}`]),
		...elsewhere.map(displayPath),
	];
	return `Written: ${parts.join("; ")}`;
}

/**
 * Adds Markdown to the summary page of the CI job, where there is one (GITHUB_STEP_SUMMARY names its file).
 * @returns a sentence when that failed: a page that cannot be written is no reason to lose a run.
 */
export async function appendJobSummary(markdown: string, environment: NodeJS.ProcessEnv): Promise<string | undefined> {
	const file = environment.GITHUB_STEP_SUMMARY;
	if (!file) return undefined;
	try {
		await appendFile(file, `${markdown}\n`);
		return undefined;
	} catch (error) {
		return `The job summary ${file} could not be written: ${messageOf(error)}.`;
	}
}
