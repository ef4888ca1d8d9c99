import { createWriteStream } from "node:fs";
import { chmod } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { getTableName } from "drizzle-orm";
import type { DatasetSpec } from "../../seed/dataset-spec.ts";
import { planLoad } from "../../seed/load-plan.ts";
import { RowSource } from "../../seed/row-source.ts";
import type { Scale } from "../../seed/scale.ts";

/** Rows of one table, written beforehand. */
export interface RowFile {
	readonly table: string;
	readonly path: string;
	readonly rows: number;
}

/**
 * Writes the dataset's rows to files that LOAD DATA reads, heaviest table first.
 * @param sessions that will load them; with one, every table is a single file.
 */
export async function writeRowFiles(
	folder: string,
	{ spec, scale, seed }: { readonly spec: DatasetSpec; readonly scale: Scale; readonly seed: number },
	sessions: number,
): Promise<readonly RowFile[]> {
	const volumes = spec.volumes(scale);
	const tables = spec.tables.map(({ table, rowBytes }) => {
		const name = getTableName(table);
		return { name, rowBytes, rows: volumes[name] ?? 0 };
	});
	const source = new RowSource({ generators: spec.generators, seed, volumes, shared: spec.prepare(seed, volumes) });
	const files: RowFile[] = [];
	try {
		for (const [number, range] of planLoad(tables, sessions).entries()) {
			const path = join(folder, `${sessions}-${number}-${range.table}.tsv`);
			const stream = source.rows(range, () => undefined);
			await pipeline(stream, createWriteStream(path));
			await chmod(path, 0o644);
			files.push({ table: range.table, path, rows: range.to - range.from });
		}
	} finally {
		await source.stop();
	}
	return files;
}
