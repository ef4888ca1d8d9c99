import { abortable } from "../base/abortable.ts";
import type { Connector } from "../mysql/connect.ts";
import type { DatasetSpec, TableSpec } from "./dataset-spec.ts";
import type { LoadedTable } from "./load-tables.ts";
import { refused } from "./refusal.ts";
import { RowLoader } from "./row-loader.ts";
import type { Scale } from "./scale.ts";
import { writtenColumns } from "./stored-columns.ts";

/** Rows that are compared at a time: a temporary table holds each of their values twice. */
const PART = 20_000;

/** Where the rows come from and which server makes of them what it keeps. */
export interface NormalizeRequest {
	readonly connect: Connector;
	readonly spec: DatasetSpec;
	readonly scale: Scale;
	readonly seed: number;
	readonly signal: AbortSignal;
}

/**
 * Makes a table's rows again and has the server say what their columns keep of each.
 * @returns rows and digest as they are stored. @throws BenchError for the first value that is not what was written.
 */
export async function normalizedTable(request: NormalizeRequest, table: TableSpec): Promise<LoadedTable> {
	const { connect, spec, scale, seed, signal } = request;
	const name = table.table.name;
	const written = writtenColumns(table.table, table.columns);
	const volumes = spec.volumes(scale);
	const total = volumes[name] ?? 0;
	const loader = new RowLoader({ generators: spec.generators, destination: connect.destination });
	try {
		await abortable(loader.open({ seed, volumes, shared: spec.prepare(seed, volumes) }), signal);
		let rows = 0;
		let sum = 0n;
		for (let from = 0; from < total; from += PART) {
			const range = { table: name, from, to: Math.min(total, from + PART) };
			const part = await abortable(loader.verify(range, written), signal);
			if (part.refused !== undefined) throw refused(part.refused);
			rows += part.rows;
			sum += BigInt(part.digest);
		}
		return { rows, digest: String(sum) };
	} finally {
		await loader.stop();
	}
}
