import { writeFile } from "node:fs/promises";
import { displayPath } from "../../../base/display-path.ts";
import { curveJsonSchema } from "../../record/curve/file.ts";
import { recordJsonSchema } from "../../record/file.ts";
import { command, parseFlags } from "../flags.ts";

const DESCRIPTION =
	"Writes the JSON Schemas in results/ anew after a change of a record; tests compare them with the code.";

/** `node scripts/record-schema.ts`. @returns the exit code. @throws BenchError */
export async function runRecordSchema(argv: readonly string[]): Promise<number> {
	const parsed = parseFlags(command("record-schema", DESCRIPTION).name("node scripts/record-schema.ts"), argv);
	if ("help" in parsed) {
		process.stdout.write(parsed.help);
		return 0;
	}
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
}
