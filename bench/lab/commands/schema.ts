import { writeFile } from "node:fs/promises";
import { displayPath } from "../../../base/paths.ts";
import { defineCommand } from "../../cli/program.ts";
import { curveJsonSchema } from "../../record/curve/file.ts";
import { recordJsonSchema } from "../../record/file.ts";

/** `pnpm lab schema`. */
export const command = defineCommand({
	name: "schema",
	description: "Writes the JSON Schemas in results/ anew after a change of a record; tests compare them with the code.",
	flags: {},
	run: async () => {
		const folder = new URL("../../../results/", import.meta.url);
		for (const [name, schema] of [
			["run", recordJsonSchema()],
			["curve", curveJsonSchema()],
		] as const) {
			const file = new URL(`${name}.schema.json`, folder);
			await writeFile(file, `${JSON.stringify(schema, null, "\t")}\n`);
			process.stderr.write(`Written: ${displayPath(file.pathname)}\n`);
		}
		return 0;
	},
});
