import { getTableName } from "drizzle-orm";
import type { DatasetSpec } from "./dataset-spec.ts";
import type { Scale } from "./scale.ts";

/**
 * Rows per second of one worker and its session, loading and checking, rounded down. From the production scale on two cores
 * of a shared virtual machine (AMD EPYC, MySQL 9.7.4): 2.4 million rows took two workers 8.0 to 8.2 s to load with nothing
 * else running, and 3.4 to 4.8 s to check beside other light work.
 */
const ROWS_LOADED = 140_000;
const ROWS_CHECKED = 250_000;

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
		(sum, { table, rowBytes }) => sum + Math.max(least, (volumes[getTableName(table)] ?? 0) * rowBytes),
		0,
	);
}

/** Seconds of loading and checking, roughly: machines differ by a factor of two either way. */
export function estimateSeconds(spec: DatasetSpec, scale: Scale, workers: number): number {
	return (estimateRows(spec, scale) / workers) * (1 / ROWS_LOADED + 1 / ROWS_CHECKED);
}
