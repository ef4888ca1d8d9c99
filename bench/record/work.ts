import { z } from "zod";

/** What a server does to answer a statement, as far as it can be counted; what each means is in docs/method.md. */
export const WORK_KINDS = [
	"statement",
	"page",
	"scanned-row",
	"further-column",
	"index-entry",
	"backward-entry",
	"rejected-entry",
	"lookup",
	"position-read",
	"access-start",
	"replanned-range",
	"filtered-row",
	"text-filtered-row",
	"list-filtered-row",
	"function-filtered-row",
	"joined-row",
	"hashed-row",
	"hash-match",
	"compared-pair",
	"aggregated-row",
	"distinct-row",
	"grouped-row",
	"sorted-row",
	"top-sorted-row",
	"merged-row",
	"position-sorted-row",
	"merged-entry",
	"materialized-row",
	"temporary-write",
	"temporary-read",
	"sent-row",
	"sent-byte",
] as const;

/** Work that no counter shows, so that nothing can be said from evidence of a statement that may do it. */
export const UNKNOWN_WORK = [
	"engine-counted-rows",
	"disk-temporary-table",
	"full-text",
	"stored-function",
	"slow-function",
	"disk-read",
	"spatial",
	"not-told",
] as const;

const workKind = z.enum(WORK_KINDS);
const unknownWork = z.enum(UNKNOWN_WORK);
const finite = z.number().nonnegative();

/** Counts of one execution by kind, each with the least and most microseconds that one of it plausibly costs. */
export const workSchema = z.object({
	parts: z.partialRecord(workKind, z.tuple([finite, finite, finite])),
	/** Why the work is not known in full; absent where it is. */
	unknown: z.array(unknownWork).optional(),
});

/** Least and most microseconds of each kind of work on the server of a run. */
export const pricesSchema = z.partialRecord(workKind, z.tuple([finite, finite]));

export type WorkKind = z.infer<typeof workKind>;
export type UnknownWork = z.infer<typeof unknownWork>;
export type Work = z.infer<typeof workSchema>;
export type Prices = z.infer<typeof pricesSchema>;
