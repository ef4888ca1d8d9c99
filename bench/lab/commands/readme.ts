import { readFile, writeFile } from "node:fs/promises";
import { defineCommand } from "../../cli/program.ts";
import { readRecord } from "../../record/file.ts";
import { withResults } from "../../report/markdown/readme-results.ts";

const README = new URL("../../../README.md", import.meta.url);
const FOLDER = "results/example";

/** `pnpm lab readme`. */
export const command = defineCommand({
	name: "readme",
	description: "Writes the results of the committed example run into the README; a test compares the two.",
	flags: {},
	run: async () => {
		const record = await readRecord(new URL(`../../../${FOLDER}`, import.meta.url).pathname);
		await writeFile(README, withResults(await readFile(README, "utf8"), record, FOLDER));
		return 0;
	},
});
