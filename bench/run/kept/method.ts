import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** Folders whose code decides what evidence says; they lie at the same places in the package. */
const ROOT = join(import.meta.dirname, "..", "..", "..");
const FOLDERS = ["bench/measure", "bench/record", "mysql", "scenarios"];

/** A hash of the code that takes evidence, so that no version of it uses what another one found. */
export async function methodHash(): Promise<string> {
	const hash = createHash("sha256");
	for (const folder of FOLDERS) {
		const names = (await readdir(join(ROOT, folder))).filter((name) => /(?<!\.test|\.d)\.(ts|js)$/.test(name));
		for (const name of names.toSorted()) hash.update(`${name}\0`).update(await readFile(join(ROOT, folder, name)));
	}
	return hash.digest("hex").slice(0, 16);
}
