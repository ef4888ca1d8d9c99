import { writeFile } from "node:fs/promises";
import { recordJsonSchema } from "../bench/record/file.ts";

/** Writes results/run.schema.json anew after a change of the record; a test compares the two. */
await writeFile(
	new URL("../results/run.schema.json", import.meta.url),
	`${JSON.stringify(recordJsonSchema(), null, "\t")}\n`,
);
