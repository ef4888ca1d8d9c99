import type { Place } from "../model.ts";

/**
 * What the application's source does with one column, counted by places in the code and not by how often they run.
 * access: places where an index that leads with the column could find the rows. servedElsewhere: of those, the ones
 * whose condition also fixes a column that leads an index already.
 */
export interface ColumnUsage {
	readonly access: number;
	readonly servedElsewhere: number;
	readonly equality: number;
	readonly range: number;
	readonly inList: number;
	readonly like: number;
	readonly order: number;
	readonly group: number;
	readonly joinedIn: number;
	readonly joinedFrom: number;
	readonly insideOr: number;
	readonly optional: number;
	readonly inRawSql: number;
	readonly written: number;
	/** Columns of the table that are fixed by a value too, wherever an index on this one could be used. */
	readonly alwaysWith: readonly string[];
	/** A few of the places that could use an index, the plainest first. */
	readonly examples: readonly Place[];
}

/** Usage of all columns of a schema. */
export interface SourceUsage {
	/** How many files were read, and which could not be. */
	readonly files: number;
	readonly unreadable: readonly { readonly file: string; readonly reason: string }[];
	column(table: string, column: string): ColumnUsage;
	/** Places that insert into, update or delete from the table, and that read it. */
	table(table: string): {
		readonly inserts: number;
		readonly updates: number;
		readonly deletes: number;
		readonly reads: number;
	};
}
