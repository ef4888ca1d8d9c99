import { z } from "zod";
import { basis } from "./column-statistics.ts";
import { amount, correlation, count, name, quantiles, share } from "./numbers.ts";

/** Keys with so many rows, of which each has `from` to `to`: together they tell the skew. */
const histogramCell = z.strictObject({ from: count, to: count, keys: amount, rows: amount });

/**
 * How many rows the values of one or several columns have: of each reference, of each index's columns, and of what
 * conditions ask for together. Only rows in which none of the columns is NULL.
 */
export const keyStatistics = z.strictObject({
	columns: z.array(name).min(1).max(16),
	basis,
	distinct: amount,
	/** Rows per key. */
	rowsPerKey: quantiles,
	/** Shares of the rows that the 1, 10, 100 and 1000 most frequent keys have. */
	top: z.strictObject({ 1: share, 10: share, 100: share, 1000: share }),
	/** Cells by powers of two (1, 2-3, 4-7, ...), in ascending order; cells of fewer than `mergedBelow` keys are merged. */
	histogram: z.array(histogramCell).max(40).optional(),
	/** Clustering: on how many pages of the table a key's rows lie, for keys of three sizes. */
	pagesPerKey: z
		.array(z.strictObject({ of: z.enum(["top", "p90", "p50"]), rows: amount, pages: amount }))
		.max(3)
		.optional(),
	/** Mean length of the runs in which rows of one key follow each other in the order of the primary key; 1 if they don't. */
	run: amount.min(1).optional(),
	/** Of a key with several rows, the part of the table from its first row to its last: the median over keys. */
	span: share.optional(),
	/** Spearman's rank correlation of a row's key (in the order of its values) with its place in the table. */
	correlation: correlation.optional(),
});

/** Columns that hold a key of another table, or of the same. */
export const referenceStatistics = z.strictObject({
	columns: z.array(name).min(1).max(16),
	refTable: name,
	refColumns: z.array(name).min(1).max(16),
	/** Whether the database has a foreign key; else it is told by the application's relations, or was found by name. */
	known: z.enum(["foreign-key", "relation", "name"]),
	/** Rows per row of the other table, those without any included. */
	fanOut: quantiles,
	/** Share of the other table's rows that no row refers to. */
	childless: share,
	/** Share of the rows, NULL apart, whose key the other table does not have; 0 with a foreign key. */
	orphans: share,
});

/** Two columns that meet in one condition, or a condition and an order. */
export const jointStatistics = z.strictObject({
	/** First the one with more distinct values: the key; then the one that is looked at within it. */
	columns: z.tuple([name, name]),
	/** Distinct pairs. */
	distinct: amount,
	/** Mean share, by rows, of the most frequent second value among the rows of one first value; 1 where it depends on it. */
	purity: share,
	/** Distinct second values per first value. */
	secondsPerFirst: quantiles.optional(),
	/**
	 * Shares of the second column's `frequent` values (in that order, at most 16) among the rows of the first column's keys, by
	 * how frequent these are: the top 1 % of the keys, the next 9 %, all others.
	 */
	within: z
		.strictObject({ top: z.array(share).max(16), next: z.array(share).max(16), rest: z.array(share).max(16) })
		.optional(),
});

/** How many rows are passed in an order until enough of them match: what makes ORDER BY ... LIMIT quick or slow. */
export const limitDepth = z.strictObject({
	/** Columns compared with one value each. */
	filter: z.array(name).min(1).max(8),
	order: z
		.array(z.strictObject({ column: name, descending: z.boolean() }))
		.min(1)
		.max(8),
	limit: count,
	/** Rows passed, over sampled keys; those of which the table has too few pass all rows. */
	passed: quantiles,
	/** Rows that would be passed if matches lay evenly: limit / share of the matches, the mean over the same keys. */
	expected: amount,
});

/** An index as it lies on the disk. */
export const indexStatistics = z.strictObject({
	name,
	/** NULL for a part that is an expression. */
	columns: z.array(name.nullable()).min(1).max(16),
	unique: z.boolean(),
	pages: count,
	leafPages: count,
	/** Distinct values of the first part, the first two, ..., as the server estimates them. */
	prefixDistinct: z.array(amount),
	/** Bytes of entries over bytes of leaf pages, where it can be told. */
	fill: share.optional(),
});

export type KeyStatistics = z.infer<typeof keyStatistics>;
export type ReferenceStatistics = z.infer<typeof referenceStatistics>;
export type JointStatistics = z.infer<typeof jointStatistics>;
export type IndexStatistics = z.infer<typeof indexStatistics>;
export type LimitDepth = z.infer<typeof limitDepth>;
