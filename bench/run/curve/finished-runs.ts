import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { readRecord } from "../../record/file.ts";
import type { RunRecord } from "../../record/schema.ts";

/** A run in the folder of a curve. */
export interface KeptRun {
	readonly folder: string;
	readonly record: RunRecord;
}

/** The runs that lie in the folder of a curve; what is no readable run is none of them. */
export async function runsIn(folder: string): Promise<readonly KeptRun[]> {
	const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
	const runs: KeptRun[] = [];
	for (const entry of entries.filter((found) => found.isDirectory())) {
		const record = await readRecord(join(folder, entry.name)).catch(() => undefined);
		if (record !== undefined) runs.push({ folder: join(folder, entry.name), record });
	}
	return runs;
}

/** A complete run of a scale and mode, else one that can be continued, else undefined. */
export function keptRun(
	runs: readonly KeptRun[],
	scale: string,
	mode: NonNullable<RunRecord["mode"]>,
): KeptRun | undefined {
	const fitting = runs.filter(({ record }) => record.dataset.scale === scale && (record.mode ?? "timed") === mode);
	return fitting.find(({ record }) => record.status === "complete") ?? fitting.at(-1);
}
