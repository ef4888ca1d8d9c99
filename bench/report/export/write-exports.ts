import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { BenchError, messageOf } from "../../../base/errors.ts";
import type { Target } from "../../../base/paths.ts";
import type { Waiver } from "../../judge/waivers.ts";
import { writeAtomically } from "../../record/file.ts";
import type { RunRecord } from "../../record/schema.ts";
import { type ExportTarget, exportRecord } from "./exporters.ts";
import { junitXml } from "./junit.ts";

export interface OutputFiles {
	/** Where JUnit XML is wanted. */
	readonly junit?: string | undefined;
	readonly exports: readonly ExportTarget[];
}

/** The same files, to be checked before a run. */
export function fileTargets({ junit, exports }: OutputFiles): readonly Target[] {
	return [
		...(junit === undefined ? [] : [{ flag: "--junit", path: junit, kind: "file" } as const]),
		...exports.map(({ file }) => ({ flag: "--export", path: file, kind: "file" }) as const),
	];
}

/** Writes the files asked for by --junit and --export and returns their paths. @throws BenchError kind "usage". */
export async function writeExports(
	record: RunRecord,
	{ junit, exports }: OutputFiles,
	waivers: readonly Waiver[],
): Promise<readonly string[]> {
	const files = [
		...(junit === undefined ? [] : [{ file: junit, text: junitXml(record, waivers) }]),
		...exports.map(({ format, file }) => ({ file, text: exportRecord(record, format) })),
	];
	for (const { file, text } of files) {
		try {
			await mkdir(dirname(file), { recursive: true });
		} catch (cause) {
			throw new BenchError(
				"usage",
				`The folder of ${file} cannot be made: ${messageOf(cause)}.`,
				"Choose a file you may write; the run itself is saved.",
				{ cause },
			);
		}
		await writeAtomically(file, text);
	}
	return files.map(({ file }) => file);
}
