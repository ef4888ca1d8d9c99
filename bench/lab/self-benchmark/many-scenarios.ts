import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { makeRunFolder, writeAtomically } from "../../record/file.ts";

const EXAMPLE = join(import.meta.dirname, "..", "..", "..", "results", "example", "run.json");

interface RecordLike {
	readonly scenarios: readonly { readonly id: string }[];
	readonly published: { readonly scenarios: readonly { readonly id: string }[] };
	readonly planned: readonly string[];
}

/** Writes the committed example as a run of so many scenarios: its own, over and over under other ids. */
export async function writeManyScenarios(folder: string, count: number): Promise<void> {
	const example = JSON.parse(await readFile(EXAMPLE, "utf8")) as RecordLike;
	const rounds = Math.ceil(count / example.scenarios.length);
	const repeated = <T>(all: readonly T[], renamed: (one: T, suffix: string) => T): readonly T[] =>
		Array.from({ length: rounds }, (_, round) => all.map((one) => renamed(one, round === 0 ? "" : `-${round + 1}`)))
			.flat()
			.slice(0, count);
	const withId = <T extends { readonly id: string }>(one: T, suffix: string): T => ({ ...one, id: one.id + suffix });
	const record = {
		...example,
		scenarios: repeated(example.scenarios, withId),
		published: { ...example.published, scenarios: repeated(example.published.scenarios, withId) },
		planned: repeated(example.planned, (id, suffix) => id + suffix),
	};
	await makeRunFolder(folder);
	await writeAtomically(join(folder, "run.json"), JSON.stringify(record));
}
