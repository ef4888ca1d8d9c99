import { createHash } from "node:crypto";
import { addForeignKeys, createTable } from "../schema/ddl/table-statements.ts";
import type { DatasetSpec } from "./dataset-spec.ts";
import type { Scale } from "./scale.ts";

/**
 * A short hash that names a dataset: equal keys mean equal rows in equal tables.
 * It covers the spec's id and version, volumes, seed and generated DDL, but no server's version.
 */
export function datasetKey(spec: DatasetSpec, scale: Scale, seed: number): string {
	const tables = spec.tables.map(({ table, columns }) => ({
		create: createTable(table),
		refers: addForeignKeys(table),
		columns,
	}));
	const identity = JSON.stringify([spec.id, spec.version, spec.volumes(scale), seed, tables]);
	return createHash("sha256").update(identity).digest("hex").slice(0, 16);
}
