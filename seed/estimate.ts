import type { DatasetSpec } from "./dataset-spec.ts";
import type { Scale } from "./scale.ts";

/** Rows of all tables at a scale. */
export function estimateRows(spec: DatasetSpec, scale: Scale): number {
	return Object.values(spec.volumes(scale)).reduce((sum, rows) => sum + rows, 0);
}

/** Bytes of all tables with their keys, without indexes under test, rounded up. */
export function estimateBytes(spec: DatasetSpec, scale: Scale): number {
	const volumes = spec.volumes(scale);
	// No tablespace is smaller than its first extents.
	const least = 128 * 1024;
	return spec.tables.reduce(
		(sum, { table, rowBytes }) => sum + Math.max(least, (volumes[table.name] ?? 0) * rowBytes),
		0,
	);
}
