import { createHash } from "node:crypto";
import { glob, readFile } from "node:fs/promises";
import { join } from "node:path";

/** Code that decides what evidence says; it lies at the same places in the package. */
const ROOT = join(import.meta.dirname, "..", "..", "..");
const CODE = ["{bench/measure,bench/record,mysql}/**/*.{ts,js}", "scenarios/*.{ts,js}"];

/** A hash of the code that takes evidence, so that no version of it uses what another one found. @param root of the package. */
export async function methodHash(root = ROOT): Promise<string> {
	const files: string[] = [];
	for await (const file of glob(CODE, { cwd: root })) if (!/\.(test|d)\.ts$/.test(file)) files.push(file);
	const hash = createHash("sha256");
	for (const file of files.toSorted()) hash.update(`${file}\0`).update(await readFile(join(root, file)));
	return hash.digest("hex").slice(0, 16);
}
