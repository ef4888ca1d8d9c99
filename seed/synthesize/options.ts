import type { TextKind } from "./plan.ts";

/** What a user says of one column, in place of what its type and name suggest. All parts are optional. */
export interface ColumnWish {
	/** Values and how often they occur, in proportion: { open: 1, paid: 9 }. */
	readonly values?: Readonly<Record<string, number>>;
	/** Share of rows that are NULL, 0 to 1. */
	readonly nulls?: number;
	/** How many different values; for references, how many rows of the other table are referred to. */
	readonly distinct?: number;
	/** Exponent of Zipf's law: 0 is even, 1 is steep. */
	readonly skew?: number;
	/** Least and greatest value: numbers, or dates as "2024-01-31". */
	readonly from?: number | string;
	readonly to?: number | string;
	/** Texts of this kind, whatever the column's name says. */
	readonly text?: TextKind;
	/** Rows leave the column out: it takes its default. */
	readonly leave?: boolean;
}

/** What a user may say of a dataset that is made from a schema. */
export interface SynthesizeOptions {
	/** Rows per table at the scale `production`, or rows of the largest table; what is not said follows from the references. */
	readonly rows?: number | Readonly<Record<string, number>>;
	/** By "table.column", names as the database has them. */
	readonly columns?: Readonly<Record<string, ColumnWish>>;
}

/** Rows of the largest table where nothing is said. */
export const DEFAULT_ROWS = 1_000_000;
/** Share of NULL in a column that may be NULL, where nothing is said. */
export const NULL_SHARE = 0.1;
/** Zipf's exponent of references, where nothing is said. */
export const REFERENCE_SKEW = 0.8;
