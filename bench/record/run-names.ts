import { randomBytes } from "node:crypto";
import { access, readdir } from "node:fs/promises";
import { join } from "node:path";

/** A name for the folder of a run: it sorts by when the run started, and no two are the same. */
export function newRunFolderName(startedAt: Date, ...parts: readonly string[]): string {
	const stamp = startedAt
		.toISOString()
		.replace(/\.\d+Z$/, "Z")
		.replaceAll(":", "-");
	return [stamp, ...parts, randomBytes(2).toString("hex")].join("-");
}

const STAMPED = /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ-/;

/**
 * Folders of runs below `out`, the newest first; those with names that tell no time, such as an example, come last.
 * @param files what makes a folder one of those: "run.json".
 */
export async function newestFolders(out: string, files: readonly string[]): Promise<readonly string[]> {
	const entries = await readdir(out, { withFileTypes: true }).catch(() => []);
	const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
	const [stamped, others] = [names.filter((name) => STAMPED.test(name)), names.filter((name) => !STAMPED.test(name))];
	const folders = [...stamped.toSorted().reverse(), ...others.toSorted()].map((name) => join(out, name));
	const holds = await Promise.all(
		folders.map((folder) =>
			Promise.any(files.map((file) => access(join(folder, file)))).then(
				() => true,
				() => false,
			),
		),
	);
	return folders.filter((_, at) => holds[at]);
}
