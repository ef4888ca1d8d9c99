import type { Place } from "../model.ts";

/** How one place of the source uses a column. */
export type UseKind =
	/** `column = value`, or a correlated `column = other.column` in which this table is the one looked up. */
	| "equality"
	| "in"
	| "range"
	/** LIKE with a beginning that is known. */
	| "prefix"
	/** LIKE with a pattern that may begin with a wildcard. */
	| "like"
	/** The column of the table that a join brings in. */
	| "joined-in"
	/** The other side of a join: it is read, and no index on it finds anything. */
	| "joined-from"
	/** The first column of an ORDER BY with a LIMIT, then without. */
	| "order-limited"
	| "order"
	| "group"
	/** Not equal, null or not, within a function: no index finds that. */
	| "other"
	| "written";

/** One use of one column. */
export interface Use {
	readonly table: string;
	readonly column: string;
	readonly kind: UseKind;
	readonly place: Place;
	/** Whether it is pushed or chosen by a condition of the program, so that the query may run without it. */
	readonly optional: boolean;
	readonly insideOr: boolean;
	readonly inRawSql: boolean;
	/** Uses of one number stand in one condition: all of them hold together. */
	readonly group: number;
}

/** What one module does with tables as a whole. */
export interface TableTouch {
	readonly table: string;
	readonly kind: "insert" | "update" | "delete" | "read";
}

/** What one module was found to do. */
export interface ModuleUses {
	readonly uses: readonly Use[];
	readonly touches: readonly TableTouch[];
}
