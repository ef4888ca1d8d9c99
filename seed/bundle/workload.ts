import { z } from "zod";
import { amount, count, name, share } from "./numbers.ts";

/** A class of keys by how many rows they have: keys ranked by frequency, cut at parts of their number. */
const keyClass = z.strictObject({
	/** Shares of the distinct keys, most frequent first: {from: 0, to: 0.001} are the most frequent 0.1 %. */
	from: share,
	to: share,
	/** Part of the calls. */
	calls: share,
});

/** What a placeholder of a statement was given, without any value. */
export const parameter = z.strictObject({
	/** Place among the placeholders, from 0; an IN list is one. */
	at: count,
	/** The column that it is compared with. */
	column: z.strictObject({ table: name, column: name }).optional(),
	use: z.enum(["equal", "in", "from", "to", "like", "limit", "offset", "written", "other"]),
	/** Of `equal` and `in`. */
	classes: z.array(keyClass).max(20).optional(),
	/** Part of the calls whose key no row has. */
	absent: share.optional(),
	/** Part of the calls that gave NULL. */
	nulls: share.optional(),
	/** Members of an IN list, or the number given to LIMIT and OFFSET. */
	size: z.strictObject({ p50: amount, p95: amount, max: amount }).optional(),
	/** Of `from` and `to`: the code of the bound (see `code`), and the part of the table between the bounds. */
	bound: z.strictObject({ p50: share, p95: share }).optional(),
	range: z.strictObject({ p50: share, p95: share }).optional(),
	/** Of bounds that move with the clock: days before the call. */
	daysBack: z.strictObject({ p50: z.number(), p95: z.number() }).optional(),
});

/** One statement of the application, normalized by the server: names, no literals, no comments. */
export const query = z.strictObject({
	text: z.string().min(1),
	/** The server's own digest of that text; differs between versions. */
	digest: z
		.string()
		.regex(/^[0-9a-f]{32,64}$/)
		.optional(),
	/** Where it was found. */
	from: z.enum(["digests", "slow-log", "file", "recorded"]),
	/** Of the time that was looked at. */
	executions: count,
	/** Seconds that it took in all, and that an execution took. */
	seconds: z.strictObject({ total: amount, p95: amount.optional(), p99: amount.optional() }).optional(),
	/** Per execution, on average. */
	rowsExamined: amount.optional(),
	rowsSent: amount.optional(),
	rowsAffected: amount.optional(),
	sortRows: amount.optional(),
	temporaryTables: amount.optional(),
	/** Share of the executions that used no index. */
	noIndex: share.optional(),
	parameters: z.array(parameter).optional(),
	/** Places in the application's own source that sent it: file and line, without the folder. */
	callSites: z.array(z.string().max(200)).max(20).optional(),
	/** Why no scenario can be made of it. */
	unbound: z.enum(["no-table", "unknown-table", "not-readable", "no-parameters-known", "cut-off"]).optional(),
});

export type BundleQuery = z.infer<typeof query>;
export type QueryParameter = z.infer<typeof parameter>;
