import { writeFile } from "node:fs/promises";
import { curveJsonSchema } from "../bench/record/curve/file.ts";
import { recordJsonSchema } from "../bench/record/file.ts";

/** Writes the JSON Schemas in results/ anew after a change of a record; tests compare them with the code. */
for (const [name, schema] of [
	["run", recordJsonSchema()],
	["curve", curveJsonSchema()],
] as const) {
	await writeFile(
		new URL(`../results/${name}.schema.json`, import.meta.url),
		`${JSON.stringify(schema, null, "\t")}\n`,
	);
}
