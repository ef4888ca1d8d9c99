import { z } from "zod";

const count = z.int().nonnegative();
const finite = z.number();
const interval = z.tuple([finite, finite]);

/** How many times as long; 1 is no change. `interval` at `level`, which is lower than asked for where rounds are few. */
const ratio = z.object({ factor: finite, ci: interval, level: finite, rounds: count });

/** Latency of writes in milliseconds, each counted from the moment it was due; 95 % intervals from order statistics. */
const writeLatency = z.object({
	writes: count,
	p50: finite,
	p50Ci: interval.optional(),
	p95: finite,
	p95Ci: interval.optional(),
	max: finite,
});

/** Median with its 95 % interval from order statistics, absent where rounds are too few. */
const typical = z.object({ median: finite, ci: interval.optional() });

/** Online builds of one index on a copy of its table. */
const onlineBuild = z.object({
	index: z.string(),
	table: z.string(),
	columns: z.array(z.string()),
	/** Of the copy when the builds began. */
	rows: count,
	/** Of the index after the last build. */
	bytes: count,
	/** What the writer sent: "insert", "update". */
	statements: z.array(z.string()),
	rounds: z.array(
		z.object({
			aloneSeconds: finite,
			underWritesSeconds: finite,
			/** Whether the build alone or the one under writes came first. */
			order: z.enum(["AW", "WA"]),
			/** Median and 95th percentile of the round's writes, milliseconds; absent where a round had too few. */
			p50: z.object({ during: finite, outside: finite }).optional(),
			p95: z.object({ during: finite, outside: finite }).optional(),
		}),
	),
	/** Seconds of a build over the rounds. */
	alone: typical.optional(),
	underWrites: typical.optional(),
	/** Build under writes / build alone. */
	slowdown: ratio.optional(),
	/** Writes while a build ran, and just before and after one. */
	during: writeLatency.optional(),
	outside: writeLatency.optional(),
	/** Latency during / outside, per round. */
	p50Change: ratio.optional(),
	p95Change: ratio.optional(),
	/** Writes that failed. */
	failedWrites: count,
	/** What builds or writes failed with, each text once. */
	errors: z.array(z.string()),
});

/** Pages that were read into an empty buffer pool by one execution of every stratum's unit of work. */
const workload = z.object({
	poolBytes: count,
	pageBytes: count,
	/** Units of work in each arm. */
	executions: count,
	/** Units of work that failed in either arm. */
	failures: count,
	indexes: z.array(
		z.object({
			table: z.string(),
			index: z.string(),
			underTest: z.boolean(),
			/** Of the whole index. */
			pages: count,
			/** Resident after the workload in each arm. */
			before: count,
			after: count,
		}),
	),
});

/** Building online under writes, bytes, and what the workload keeps in the buffer pool. */
export const footprintSchema = z.object({
	/** Queries that were given up at the query timeout, one sentence each. */
	givenUp: z.array(z.string()).optional(),
	seconds: finite,
	writesPerSecond: finite,
	/** innodb_online_alter_log_max_size: how much writing a build puts up with. */
	alterLogBytes: count,
	builds: z.array(onlineBuild),
	/** Absent where the server cannot be restarted; `workloadMissing` says why. */
	workload: workload.optional(),
	workloadMissing: z.string().optional(),
});

export type FootprintRecord = z.infer<typeof footprintSchema>;
export type OnlineBuildRecord = FootprintRecord["builds"][number];
export type WorkloadRecord = NonNullable<FootprintRecord["workload"]>;
