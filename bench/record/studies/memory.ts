import { z } from "zod";

const count = z.int().nonnegative();
const finite = z.number();
const interval = z.tuple([finite, finite]);

/** Which buffer pool: one that holds all data and indexes, or one of a tenth of that. */
const pool = z.enum(["everything", "tenth"]);

const arm = z.object({
	/** Milliseconds. */
	p50: finite,
	p50Ci: interval.optional(),
	/** Reads that had to wait for the disk (Innodb_buffer_pool_reads) per execution: median and range over the pairs. */
	diskReads: finite,
	diskReadsRange: interval,
	/** All pages read from disk (Innodb_pages_read), with those read ahead: median per execution. */
	pagesRead: finite,
	/** The optimizer's plan of the first key, with this pool. */
	plan: z.string(),
});

const ratio = z.object({ factor: finite, ci: interval, level: finite, pairs: count });

/** What one stratum took with one pool. */
const poolTrial = z.object({
	pool,
	/** [before, after] in milliseconds, one execution each, in time order. */
	pairs: z.array(z.tuple([finite, finite])),
	order: z.array(z.enum(["BA", "AB"])),
	before: arm,
	after: arm,
	change: z.object({
		reductionPct: finite,
		ci: interval,
		level: finite,
		/** before / after; 2 is twice as fast. */
		factor: finite,
		factorCi: interval,
		pairs: count,
		method: z.string(),
	}),
});

export const memorySchema = z.object({
	/** Queries that were given up at the query timeout, one sentence each. */
	givenUp: z.array(z.string()).optional(),
	seconds: finite,
	/** Why it could not be made; then there is nothing else. */
	notPossible: z.string().optional(),
	/** All pages of the database: data, its indexes and those under test. */
	dataBytes: count,
	/** How the server opens its files; O_DIRECT means that a page not in the pool comes from the disk itself. */
	flushMethod: z.string(),
	/** Pairs asked for per stratum and pool, and the seconds that one pool may take. */
	pairsAsked: count,
	secondsPerPool: finite,
	pools: z.array(z.object({ pool, askedBytes: count, poolBytes: count })),
	strata: z.array(
		z.object({
			scenario: z.string(),
			title: z.string(),
			stratum: z.string(),
			/** Distinct keys; every pair takes the next. */
			keys: count,
			trials: z.array(poolTrial),
			/** How many times as long each arm takes with a tenth: same keys, same order. */
			beforeCost: ratio.optional(),
			afterCost: ratio.optional(),
			/** Speed-up with a tenth / speed-up with everything, over the pairs of the same key; Holm over the strata. */
			shift: ratio.extend({ p: finite, pAdjusted: finite }).optional(),
		}),
	),
	/** Strata that the indexes change but that were not tried, and why. */
	leftOut: z.array(z.object({ scenario: z.string(), stratum: z.string(), reason: z.string() })),
});

export type MemoryRecord = z.infer<typeof memorySchema>;
export type MemoryStratum = MemoryRecord["strata"][number];
export type PoolTrialRecord = z.infer<typeof poolTrial>;
export type PoolName = z.infer<typeof pool>;
