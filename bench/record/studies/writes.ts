import { z } from "zod";

const finite = z.number();
const interval = z.tuple([finite, finite]);

const counters = z.object({
	/** Exact. */
	rowsWritten: finite,
	rowsRead: finite,
	/**
	 * Changes of pages in the buffer pool (Innodb_buffer_pool_write_requests), a page changed twice counted twice; about,
	 * since the server's own work in the background is in it. null where the server does not tell.
	 */
	pageWrites: finite.nullable(),
	/** By how much the log sequence number moved; about, likewise. null where the server does not tell. */
	redoBytes: finite.nullable(),
});

const arm = counters.extend({ p50: finite, mean: finite });

const write = z.object({
	id: z.string(),
	title: z.string(),
	kind: z.enum(["insert", "unit", "bulk"]),
	caller: z.enum(["ui", "api", "job", "dead"]),
	source: z.string(),
	weight: finite,
	weightReason: z.string(),
	tables: z.array(z.string()),
	/** Indexes under test that it keeps up to date, and those through which it finds rows. */
	maintains: z.array(z.string()),
	searches: z.array(z.string()),
	/** Statements of one execution, joined by ";\\n"; cut where they are very long. */
	sql: z.string(),
	/** [without the indexes, with them] in milliseconds of one execution, in time order. */
	pairs: z.array(z.tuple([finite, finite])),
	/** Which ran first: A without the indexes, P with them. */
	order: z.array(z.enum(["AP", "PA"])),
	/** Which of the two twins had the indexes. */
	side: z.array(z.enum(["a", "b"])),
	/** Executions per sample. */
	batch: z.object({ absent: z.int(), present: z.int() }),
	absent: arm,
	present: arm,
	change: z.object({
		/** Positive: slower with the indexes. */
		pct: finite,
		ci: interval,
		/** Milliseconds that one execution takes more. */
		extraMs: finite,
		extraMsCi: interval,
		level: finite,
		method: z.string(),
		/** The same while twin a had the indexes, and while b had them: what the twins differ in besides. */
		pctBySide: interval,
	}),
});

/** What writes cost with the indexes present, on twin tables with and without them. */
export const writesSchema = z.object({
	/** Queries that were given up at the query timeout, one sentence each. */
	givenUp: z.array(z.string()).optional(),
	seconds: finite,
	/** Settings of the server that decide how long a commit takes. */
	durability: z.record(z.string(), z.string()),
	/** Tables copied, whole or sampled; `digest` was the same of original and twins before and after all writes. */
	tables: z.array(z.object({ table: z.string(), rows: z.int(), ofRows: z.int(), digest: z.string() })),
	writes: z.array(write),
});

export type WriteRecord = z.infer<typeof write>;
