import { z } from "zod";
import { BenchError } from "../../base/errors.ts";
import { columnStatistics } from "./column-statistics.ts";
import { indexStatistics, jointStatistics, keyStatistics, limitDepth, referenceStatistics } from "./key-statistics.ts";
import { amount, count, name, share } from "./numbers.ts";
import { bundledTable } from "./schema-part.ts";
import { query } from "./workload.ts";

/** Raised with every change that older readers cannot read. */
export const BUNDLE_VERSION = 1;

/** Something that the capture could not find out, and why. */
const unknown = z.strictObject({
	kind: z.enum(["privilege", "budget", "lost", "unreadable", "unsupported"]),
	/** What is not known: "queries", "index pages", "rows per key" and the like; never a value. */
	what: z.string().max(200),
	table: name.optional(),
	column: name.optional(),
});

/** All that is known of one table. Lists may be empty: the twin makes what is missing as `seed/synthesize` does. */
export const tableStatistics = z.strictObject({
	name,
	definition: bundledTable,
	/** Rows: counted where the budget allowed it, else the server's estimate. */
	rows: count,
	counted: z.boolean(),
	/** Rows that were read for what follows: all of them, or a sample by ranges of the primary key. */
	rowsRead: count,
	/** Pages of the clustered index, and bytes of a row without its secondary indexes. */
	pages: count,
	pageBytes: count.default(16_384),
	bytesPerRow: amount,
	/** Of a primary key of one whole number: the span of its values over the rows; 1 without gaps. */
	keySpan: amount.optional(),
	columns: z.array(columnStatistics),
	keys: z.array(keyStatistics),
	references: z.array(referenceStatistics),
	joint: z.array(jointStatistics),
	depths: z.array(limitDepth),
	indexes: z.array(indexStatistics),
});

/**
 * What was captured of a database: statistics and statements, no values. One JSON document, made to be read by a human
 * before it leaves. Names are those of the database, or aliases (t1, t1_c1, ...) on request.
 */
export const bundle = z.strictObject({
	format: z.literal("index-impact-bundle"),
	version: z.literal(BUNDLE_VERSION),
	/** Day of the capture, UTC: ages are counted from its beginning. */
	captured: z.iso.date(),
	source: z.strictObject({
		/** Version as the server tells it. */
		mysql: z.string().max(60),
		/** Bytes of the buffer pool, to tell what is in memory. */
		bufferPoolBytes: count.optional(),
		lowerCaseTableNames: count.optional(),
		charset: name.optional(),
		collation: name.optional(),
	}),
	aliased: z.boolean(),
	/** No count of fewer rows, keys or calls than this is told by itself. */
	mergedBelow: count.default(10),
	/** What taking it cost the source. */
	cost: z.strictObject({ seconds: amount, statements: count, rowsRead: amount }),
	unknown: z.array(unknown),
	tables: z.array(tableStatistics),
	/** The time that `queries` speaks of, in seconds. */
	observedSeconds: amount.optional(),
	/** Of all statements' time, the part of those listed. */
	observedShare: share.optional(),
	queries: z.array(query),
});

export type Bundle = z.infer<typeof bundle>;
export type TableStatistics = z.infer<typeof tableStatistics>;

/**
 * Reads a bundle's text.
 * @param shown name of the file, for messages. @throws BenchError "usage" for anything that is no bundle of this version.
 */
export function parseBundle(text: string, shown: string): Bundle {
	let json: unknown;
	try {
		json = JSON.parse(text);
	} catch {
		throw new BenchError("usage", `${shown} is not JSON.`, "Name a file that index-impact capture wrote.");
	}
	const { format, version } = (json ?? {}) as { format?: unknown; version?: unknown };
	if (format !== "index-impact-bundle") {
		throw new BenchError("usage", `${shown} is no bundle.`, "Name a file that index-impact capture wrote.");
	}
	if (version !== BUNDLE_VERSION) {
		throw new BenchError(
			"usage",
			`${shown} is a bundle of version ${String(version)}; this index-impact reads version ${BUNDLE_VERSION}.`,
			"Capture it again with this version.",
		);
	}
	const read = bundle.safeParse(json);
	if (read.success) return read.data;
	const [issue] = read.error.issues;
	const place = issue?.path.join(".") ?? "";
	throw new BenchError(
		"usage",
		`${shown} is no whole bundle: ${place === "" ? "it" : place}: ${issue?.message ?? "unreadable"}.`,
		"Capture it again; a bundle is not to be edited but for taking parts out of its lists.",
	);
}
