import { open } from "node:fs/promises";
import { join } from "node:path";
import type { DatasetSpec, RowGenerator, RowGenerators } from "../../../seed/dataset-spec.ts";
import { planLoad, type RowRange } from "../../../seed/load-plan.ts";
import { RowWriter } from "../../../seed/row-writer.ts";
import type { Scale } from "../../../seed/scale.ts";

const CHUNK_BYTES = 1024 * 1024;
/** Room for the row that crosses the limit. */
const ROW_ROOM = 64 * 1024;

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
		const name = table.name;
		return { name, rowBytes, rows: volumes[name] ?? 0 };
	});
	const module: { rowGenerators: RowGenerators } = await import(spec.generators);
	const generators = module.rowGenerators({ seed, volumes, shared: spec.prepare(seed, volumes) });
	const files: RowFile[] = [];
	for (const [number, range] of planLoad(tables, sessions).entries()) {
		const path = join(folder, `${sessions}-${number}-${range.table}.tsv`);
		const generator = generators[range.table];
		if (generator === undefined) throw new Error(`No generator makes rows of ${range.table}.`);
		await writeRows(path, generator, range);
		files.push({ table: range.table, path, rows: range.to - range.from });
	}
	return files;
}

async function writeRows(path: string, generator: RowGenerator, { from, to }: RowRange): Promise<void> {
	const writer = new RowWriter(new Uint8Array(CHUNK_BYTES + ROW_ROOM));
	// The server reads it under a user of its own.
	const file = await open(path, "w", 0o644);
	try {
		for (let next = from; next < to; ) {
			writer.reset(writer.bytes);
			while (next < to && writer.length < CHUNK_BYTES) generator.write(next++, writer);
			await file.writeFile(writer.bytes.subarray(0, writer.length));
		}
	} finally {
		await file.close();
	}
}
