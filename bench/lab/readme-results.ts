import { readFile, writeFile } from "node:fs/promises";
import { readRecord } from "../record/file.ts";
import { withResults } from "../report/markdown/readme-results.ts";

/** Writes the results of the committed example run into the README; a test compares the two. */
const README = new URL("../../README.md", import.meta.url);
const FOLDER = "results/example";

const record = await readRecord(new URL(`../../${FOLDER}`, import.meta.url).pathname);
await writeFile(README, withResults(await readFile(README, "utf8"), record, FOLDER));
