import { z } from "zod";
import { amount, code, correlation, count, name, quantiles, share } from "./numbers.ts";

/** How a figure was come by: all rows read, a sample of them, the server's own statistics. */
export const basis = z.enum(["all", "sample", "server"]);

/**
 * The most frequent values of a column, most frequent first, at most 100, without the values. Values that fewer than
 * `mergedBelow` rows have are never listed.
 */
export const frequentValue = z.strictObject({
	/** Of the rows that are not NULL. */
	share,
	code,
	/** Of an enum or a set, the number of the member as the server counts, from 1; of a tinyint(1) or bit(1), the value + 1. */
	member: count.optional(),
});

/** Dates and times: how old the rows are, seen from the capture. */
export const recency = z.strictObject({
	/** Days from the newest value to the capture; negative where values lie in the future. */
	newestDays: z.number(),
	/** Days from the oldest value to the newest. */
	spanDays: amount,
	/** Shares of the non-NULL rows that are at most so many days older than the capture; future ones are in all of them. */
	day: share,
	week: share,
	month: share,
	quarter: share,
	year: share,
	/** Share of values later than the capture. */
	future: share,
});

/** A column. What was not asked for is absent, and the twin makes it as `seed/synthesize` does. */
export const columnStatistics = z.strictObject({
	name,
	/** Share of the table's rows that are NULL. */
	nulls: share,
	/** Distinct values, NULL apart. */
	distinct: amount,
	basis,
	/** Bytes of a value: of text, of bytes, of JSON; of whole numbers, their decimal digits. */
	length: z.strictObject({ mean: amount, p50: amount, p95: amount, max: amount }).optional(),
	/** Of numbers: share below zero, and share of zeros. */
	sign: z.strictObject({ negative: share, zero: share }).optional(),
	/**
	 * Order-preserving quantile codes: the codes of the values at 0, 1/n, ... 1 of the non-NULL rows in the order of the
	 * values; n is one less than their number, 16 to 64. A straight line where every value is as frequent as any other.
	 */
	quantiles: z.array(code).max(257).optional(),
	frequent: z.array(frequentValue).max(100).optional(),
	/** Rows per distinct value of the non-NULL rows; given for columns that conditions or orders speak of. */
	rowsPerValue: quantiles.optional(),
	/** Distinct values of the first 4, 8 and 16 characters of a text. */
	prefixes: z.strictObject({ 4: amount, 8: amount, 16: amount }).optional(),
	/** Spearman's rank correlation of the value with the row's place in the order of the primary key. */
	correlation: correlation.optional(),
	/**
	 * How the frequent values shift along the table: equal parts of the rows in the order of the primary key, 4 to 16 of them,
	 * each with the shares of the values in `frequent`, in that order, at most the first 16; what is left is all others.
	 */
	along: z.array(z.array(share).max(16)).min(4).max(16).optional(),
	recency: recency.optional(),
});

export type ColumnStatistics = z.infer<typeof columnStatistics>;
export type Recency = z.infer<typeof recency>;
