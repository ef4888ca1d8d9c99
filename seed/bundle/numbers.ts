import { z } from "zod";

/** A part of a whole, 0 to 1. */
export const share = z.number().min(0).max(1);
export const count = z.number().int().min(0);
/** A mean, a ratio or an estimate of a count. */
export const amount = z.number().min(0);
export const correlation = z.number().min(-1).max(1);
/**
 * A place among the distinct values of a column in their order, 0 the least and 1 the greatest: codes compare as the values
 * do and tell none of them.
 */
export const code = z.number().min(0).max(1);
/** Name of a table, a column or an index, or the alias that stands for it. */
export const name = z.string().min(1).max(80);
/** Moments of a distribution of counts; p50 is the median. */
export const quantiles = z.strictObject({ mean: amount, p50: amount, p90: amount, p99: amount, max: amount });
