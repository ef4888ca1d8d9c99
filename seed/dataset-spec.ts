import type { MySqlTable } from "drizzle-orm/mysql-core";

/** A value of one field as the generator makes it; null is SQL NULL. */
export type Field = string | number | null;

/** What one table's rows are made from. */
export interface TableSpec {
	readonly table: MySqlTable;
}

/** A dataset: tables with their volumes, generators and assumptions. */
export interface DatasetSpec {
	readonly id: string;
	/** Raised whenever the same seed would give other rows. */
	readonly version: number;
	readonly tables: readonly TableSpec[];
}
