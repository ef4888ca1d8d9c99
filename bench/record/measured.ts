import { z } from "zod";
import { curveRecordSchema } from "./curve/schema.ts";
import { evidenceSchema } from "./evidence.ts";
import { optionsSchema } from "./options.ts";
import { publishedSchema } from "./published.ts";
import { disturbanceSchema, planFlipSchema } from "./reasons/stratum-reason.ts";
import { statusShape } from "./run-status.ts";
import { SCHEMA_VERSION } from "./schema-version.ts";
import { studiesSchema } from "./studies/schema.ts";
import { pricesSchema } from "./work.ts";

const text = z.string();
const count = z.int().nonnegative();
const finite = z.number();
/** Lower and upper bound, same unit as the estimate. */
const interval = z.tuple([finite, finite]);
/** Milliseconds. */
const time = z.number().positive();
const executionTimes = z.array(z.tuple([time, count]));
/** One drawn set of parameters; bytes of binary and BIT columns as hexadecimal digits. */
const key = z.array(z.union([text, finite, z.null(), z.object({ hex: text })]));

/** What was found of one class of parameters: pairs, evidence, and what speaks against either. */
export const measuredStratumSchema = z.object({
	id: text,
	share: finite,
	parameters: z.array(key),
	/** [before, after] in milliseconds, in time order. */
	pairs: z.array(z.tuple([time, time])),
	/** Which arm ran first in each pair. */
	order: z.array(z.enum(["BA", "AB"])),
	/** Pairs that were run to warm up and are not in `pairs`. */
	warmupPairs: count,
	/** Executions per sample: quick work is timed in batches, and a sample is the mean of its batch. */
	batch: z.object({ before: count, after: count }).optional(),
	/**
	 * Times of the single executions where a sample is the mean of several: milliseconds to three digits, ascending, each
	 * with how often it occurred.
	 */
	executions: z.object({ before: executionTimes, after: executionTimes }).optional(),
	/** Milliseconds of one execution of "before" when its evidence was taken: the machine's pace at another time. */
	evidenceMs: finite.optional(),
	/** What made the trial's timings doubtful: a busy machine, arms that took turns in long stretches. */
	disturbances: z.array(disturbanceSchema).optional(),
	/** The optimizer changed its mind about an arm between the evidence and the end of the trial. */
	planFlip: planFlipSchema.optional(),
	/** Why the query failed; then neither its times nor its evidence count. */
	failure: text.optional(),
	/** The first parameters for which the two arms returned different results. */
	mismatch: key.optional(),
	/**
	 * Where a twin was measured: rows that one execution examined in "before", here and on average on the original, as its
	 * server counted.
	 */
	fidelity: z
		.object({
			rowsExamined: finite,
			original: finite,
			/** Of a query that stops early: rows passed until enough match, for the middle one of all keys and for the worst. */
			passed: z
				.object({
					here: z.object({ p50: finite, max: finite }),
					original: z.object({ p50: finite, max: finite }),
				})
				.optional(),
		})
		.optional(),
	before: evidenceSchema,
	after: evidenceSchema,
	/** Evidence with the indexes physically absent, before any was built. */
	absent: evidenceSchema.optional(),
	/**
	 * Evidence with the indexes built but hidden, only where it is not that of their absence: then `before` is measured
	 * with them absent, in a stretch of its own.
	 */
	hidden: evidenceSchema.optional(),
});

export const measuredScenarioSchema = z.object({
	id: text,
	title: text,
	group: text,
	kind: z.enum(["read", "write", "control"]),
	caller: z.enum(["ui", "api", "job", "dead"]),
	source: text,
	affected: z.boolean(),
	weight: finite,
	weightReason: text,
	/** Statements of one unit of work, joined by ";\n". */
	sql: text,
	indexes: z.array(text),
	/** Hiding the indexes is as good as not having them, in plan and counters; else `before` was measured without them. */
	baselineMatches: z.boolean(),
	/** Measured by an earlier run on the same server, data, statements and indexes, and not again. */
	kept: z.object({ runId: text, measuredAt: text, elsewhere: z.literal(true).optional() }).optional(),
	strata: z.array(measuredStratumSchema),
});

/** An index as it was built; table and name together say which. */
export const measuredIndexSchema = z.object({
	name: text,
	table: text,
	columns: z.array(text),
	buildSeconds: finite,
	bytes: count,
	coveredBy: z.array(text),
});

const environment = z.object({
	tool: text,
	node: text,
	os: text,
	cpuModel: text,
	cores: count,
	memoryBytes: count,
	git: z.object({ commit: text, dirty: z.boolean() }).optional(),
	mysql: z.object({
		version: text,
		source: z.enum(["container", "packages", "local", "url"]),
		why: text,
		image: text.optional(),
		variables: z.record(text, text),
	}),
});

const dataset = z.object({
	scale: text,
	seed: z.int(),
	fingerprint: text,
	reused: z.boolean(),
	seconds: finite,
	rowsPerSecond: finite,
	tables: z.array(z.object({ name: text, rows: count, dataBytes: count, indexBytes: count, digest: text.optional() })),
	/** What the modelled application's documents do not settle. */
	assumptions: z.array(text),
	/** What was checked when the dataset was made; nothing failed in a dataset that is used. */
	audit: z.object({ seconds: finite, passed: z.array(text), failed: z.array(text) }).optional(),
});

/**
 * The facts of a run, and nothing that anybody thinks of them: what it was asked, where it ran, what it found.
 * Times in milliseconds, sizes in bytes, reductions in percent (positive = faster).
 */
export const measuredRunSchema = z.object({
	schemaVersion: z.literal(SCHEMA_VERSION),
	runId: text,
	...statusShape,
	/** The command that repeats this run, for people, without credentials. */
	command: text,
	/** What it was asked, by flag; what `--resume` goes on with. */
	options: optionsSchema.optional(),
	/** Which part of a run this is, where it was divided over several machines. */
	shard: z
		.object({
			index: z.int().positive(),
			of: z.int().positive(),
			/** Strata that the other parts measure: corrections for many comparisons count them here too. */
			elsewhere: count.optional(),
		})
		.optional(),
	/** The runs that this one was put together from. */
	mergedFrom: z
		.array(
			z.object({
				runId: text,
				startedAt: text,
				cpuModel: text,
				cores: count.optional(),
				noiseFloorPct: finite.optional(),
				/** Ids of what it measured. */
				scenarios: z.array(text).optional(),
			}),
		)
		.optional(),
	published: publishedSchema,
	environment,
	dataset,
	design: z.enum(["paired", "sequential"]),
	/**
	 * timed: an ordinary run. counters: evidence alone decides, nothing is timed. null: both arms are the same, so
	 * that any "faster" or "slower" is a false alarm. Absent means timed.
	 */
	mode: z.enum(["timed", "counters", "null"]).optional(),
	budgetSeconds: finite,
	/** Largest effect seen between two identical arms, in percent of reduction. */
	noiseFloor: z.object({
		pct: finite,
		pairs: count,
		trials: z.array(z.object({ scenario: text, stratum: text, reductionPct: finite, ci: interval, pairs: count })),
	}),
	/** What the harness adds to the quickest query, in percent of a bare mysql2 loop; 95 % interval. */
	overhead: z.object({ pct: finite, ci: interval, pairs: count, scenario: text }).optional(),
	/** Least and most microseconds of each kind of work on this server, calibrated before the evidence was taken. */
	prices: pricesSchema.optional(),
	/** Of a run by counters: how long it might time what evidence leaves open, how many strata it timed and left. */
	clock: z
		.object({
			limitSeconds: finite,
			timed: count,
			left: count,
			/** Those of the left ones for which the time was not enough. */
			late: count.optional(),
		})
		.optional(),
	indexes: z.array(measuredIndexSchema),
	scenarios: z.array(measuredScenarioSchema),
	/** Ids that the run set out to measure; those not in `scenarios` are missing. */
	planned: z.array(text),
	/** Indexes that the run weighed beside those under test. */
	candidates: z.array(z.record(text, z.json())).optional(),
	/** Answers to what a run was asked beyond the latency of its scenarios. */
	studies: studiesSchema.partial().optional(),
	/**
	 * What each study in `studies` was asked: the options that it depends on, and the ids of the scenarios of the run then.
	 * A run that is continued makes those again for which that is not what is asked now, or not known.
	 */
	studyRequests: z.record(text, z.object({ options: z.array(text), scenarios: z.array(text) })).optional(),
	/** Studies that were asked for and failed: they have no part in `studies`, or one of before, made for another request. */
	studyFailures: z.array(z.object({ study: text, title: text, reason: text })).optional(),
	/** How what the indexes do grows with the data, where the run made a scale curve too; it lies in the folder "curve". */
	curve: curveRecordSchema.optional(),
	/** What a reader must know before trusting a figure. */
	notices: z.array(text),
	/** Seconds per stage of the run. */
	timing: z.record(text, finite),
});

/** Judgements are kept out by the type: a judged run is no measured one until its facts are taken back. */
export type MeasuredRun = z.infer<typeof measuredRunSchema> & { readonly claims?: never };
export type MeasuredScenario = z.infer<typeof measuredScenarioSchema>;
export type MeasuredStratum = z.infer<typeof measuredStratumSchema>;
export type MeasuredIndex = z.infer<typeof measuredIndexSchema>;
export type RunMode = NonNullable<MeasuredRun["mode"]>;
