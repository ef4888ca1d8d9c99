import { z } from "zod";

const finite = z.number();
const count = z.int().nonnegative();

const held = z.object({
	/** Id of the write. */
	write: z.string(),
	title: z.string(),
	/** Through which it can find the rows that it locks. */
	searches: z.array(z.string()),
	tables: z.array(z.object({ table: z.string(), rows: count })),
	/**
	 * Record locks that its transaction holds after each statement, by performance_schema.data_locks; null where that
	 * may not be read.
	 */
	statements: z.array(z.object({ sql: z.string(), absent: count.nullable(), present: count.nullable() })),
});

const slice = z.object({
	seconds: finite,
	/** Executions that were committed. */
	done: count,
	/** Lock waits and the milliseconds they took, of all sessions together. */
	waits: count,
	waitMs: finite,
	deadlocks: count,
	/** Given up after innodb_lock_wait_timeout. */
	timeouts: count,
});

const concurrency = z.object({
	write: z.string(),
	title: z.string(),
	sessions: count,
	/** One slice of time in each state per round, in time order. */
	rounds: z.array(z.object({ first: z.enum(["absent", "present"]), absent: slice, present: slice })),
	/** Throughput with the indexes over that without: 2 is twice as many per second. */
	throughput: z.object({ factor: finite, ci: z.tuple([finite, finite]), level: finite, method: z.string() }),
});

/** What statements lock without and with the indexes, and what concurrent writers make of it. */
export const locksSchema = z.object({
	/** Queries that were given up at the query timeout, one sentence each. */
	givenUp: z.array(z.string()).optional(),
	seconds: finite,
	isolation: z.string(),
	tables: z.array(z.object({ table: z.string(), rows: count, ofRows: count, digest: z.string() })),
	held: z.array(held),
	concurrency: z.array(concurrency),
});

export type HeldLocks = z.infer<typeof held>;
export type Concurrency = z.infer<typeof concurrency>;
export type ConcurrencySlice = z.infer<typeof slice>;
