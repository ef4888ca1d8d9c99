import { appendFile } from "node:fs/promises";
import { messageOf } from "../../base/errors.ts";

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
