import { z } from "zod";
import { breakEvenSchema } from "./break-even.ts";
import { change } from "./change.ts";
import { concentrationSchema } from "./concentration.ts";
import { courseShape } from "./course.ts";
import { curveRecordSchema } from "./curve/schema.ts";
import { netSchema } from "./net.ts";
import { optionsSchema } from "./options.ts";
import { claimReasonSchema } from "./reasons/claim-reason.ts";
import { indexReasonSchema } from "./reasons/index-reason.ts";
import { disturbanceSchema, planFlipSchema, stratumReasonSchema } from "./reasons/stratum-reason.ts";
import { scenarioVerdict } from "./scenario-verdict.ts";
import { studiesSchema } from "./studies/schema.ts";
import { pricesSchema, workSchema } from "./work.ts";

/**
 * The run record, schemaVersion 1: everything a run measured, and all that a report may know.
 * Times in milliseconds, sizes in bytes, reductions in percent (positive = faster).
 * Fields may be added; none may be renamed or removed within a schema version.
 */
const text = z.string();
const count = z.int().nonnegative();
const finite = z.number();
/** Lower and upper bound, same unit as the estimate. */
const interval = z.tuple([finite, finite]);

const planStep = z.object({
	/** Alias of the table in the query, as EXPLAIN names it. */
	table: text,
	access: text,
	key: text.nullable(),
	/** The indexes of `key` one by one, where the plan merges several. */
	keys: z.array(text).optional(),
	/** The table's own name, where the query calls it by another. */
	tableName: text.optional(),
	/** The optimizer's estimate. */
	rows: finite.nullable(),
	extra: text.optional(),
});

const evidence = z.object({
	/** Of the first key, as is all that follows unless it says otherwise. */
	plan: z.array(planStep),
	/** The plan of each further key, in their order. */
	keyPlans: z.array(z.array(planStep)).optional(),
	/** Session counters that moved: Handler_read_*, Sort_*, Created_tmp_tables, Select_* and such. */
	handlers: z.record(text, count),
	/** null where the server does not tell. */
	rowsExamined: count.nullable(),
	/** Logical page reads (Innodb_buffer_pool_read_requests), least of several executions. */
	pageReads: count.nullable(),
	/** What the execution did, priced; absent where the tree of the executed plan was not taken. */
	work: workSchema.optional(),
	/** Why the optimizer could not use an index: the server's warnings 1739 and 3170, without the values in them. */
	planWarnings: z.array(z.object({ code: count, text })).optional(),
	/** SHA-256 of the result, as a set or in order as the scenario says. */
	digest: text,
	resultRows: count,
	/** The query was given up after so many seconds: then only the plan is known. */
	timedOutSeconds: finite.optional(),
	/** How long it took, only where that was more than half of the query timeout. */
	secondsTaken: finite.optional(),
});

const latency = z.object({
	p50: finite,
	p95: finite,
	p99: finite,
	mean: finite,
	/** 95 % intervals from order statistics; absent where the samples are too few. */
	p50Ci: interval.optional(),
	p95Ci: interval.optional(),
	p99Ci: interval.optional(),
	/** True where p50Ci takes the samples for independent, since they are too few to tell how much they are worth. */
	p50CiAsIfIndependent: z.boolean().optional(),
});

const arm = latency.partial().extend(evidence.shape);

export const claimVerdict = z.enum([
	"exceeded",
	"confirmed",
	"fell-short",
	"no-effect",
	"regressed",
	"unresolved",
	"not-judged",
]);
export const indexVerdict = z.enum(["keep", "keep-with-care", "replace", "drop", "unresolved"]);

const stratum = z.object({
	id: text,
	share: finite,
	parameters: z.array(z.array(z.union([text, finite, z.null()]))),
	/** [before, after] in milliseconds, in time order. */
	pairs: z.array(z.tuple([finite, finite])),
	/** Which arm ran first in each pair. */
	order: z.array(z.enum(["BA", "AB"])),
	/** Pairs that were run to warm up and are not in `pairs`. */
	warmupPairs: count,
	/** Executions per sample: quick work is timed in batches, and a sample is the mean of its batch. */
	batch: z.object({ before: count, after: count }).optional(),
	/** Time of one execution of "before" when its evidence was taken: a look at the machine's pace at another time. */
	lookMs: finite.optional(),
	/** What made the trial's timings doubtful: a busy machine, arms that took turns in long stretches. */
	disturbances: z.array(disturbanceSchema).optional(),
	/** The optimizer changed its mind about an arm between the evidence and the end of the trial. */
	planFlip: planFlipSchema.optional(),
	before: arm,
	after: arm,
	/** Evidence with the indexes physically absent, before any was built. */
	absent: evidence.optional(),
	/**
	 * Evidence with the indexes built but hidden, only where it is not that of their absence: then `before` is measured
	 * with them absent, in a stretch of its own.
	 */
	hidden: evidence.optional(),
	change: change.optional(),
	verdict: scenarioVerdict,
	/** Whether evidence or timing decided. */
	decidedBy: z.enum(["evidence", "timing", "none"]),
	/** Why this verdict, or what it would take. */
	reasons: z.array(stratumReasonSchema).optional(),
	/** The same in English, as the record was written. */
	reason: text.optional(),
	/** For `unresolved`: estimated further pairs. */
	morePairs: count.optional(),
});

const scenario = z.object({
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
	strata: z.array(stratum),
});

const index = z.object({
	name: text,
	table: text,
	columns: z.array(text),
	buildSeconds: finite,
	bytes: count,
	usedBy: z.array(text),
	coveredBy: z.array(text),
	writeCost: z.object({ changePct: finite, ci: interval, statement: text }).optional(),
	breakEven: breakEvenSchema.optional(),
	/** What it saves and costs at the stated weights; absent where nothing was timed. */
	net: netSchema.optional(),
	verdict: indexVerdict,
	reasons: z.array(indexReasonSchema),
	/** The same in English, as the record was written. */
	reason: text.optional(),
});

const observed = z.object({ reductionPct: finite, ci: interval });

const claim = z.object({
	id: text,
	statement: text,
	source: text,
	range: interval,
	/** Ids of the scenarios it was judged on. */
	scope: z.array(text),
	scopeTitle: text,
	/** Confidence of `observed.ci`. */
	level: finite,
	observed: observed.nullable(),
	/** The same claim under other ways to weigh: equal weights, geometric mean. */
	alternatives: z.record(text, observed.extend({ verdict: claimVerdict })),
	verdict: claimVerdict,
	reasons: z.array(claimReasonSchema).optional(),
	/** The same in English, as the record was written. */
	reason: text.optional(),
});

export const runRecordSchema = z
	.object({
		schemaVersion: z.literal(1),
		runId: text,
		...courseShape,
		/** The command that repeats this run, without credentials. */
		command: text,
		/** What it was asked, by flag; what `--resume` goes on with. */
		options: optionsSchema.optional(),
		environment: z.object({
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
		}),
		dataset: z.object({
			scale: text,
			seed: z.int(),
			fingerprint: text,
			reused: z.boolean(),
			seconds: finite,
			rowsPerSecond: finite,
			tables: z.array(
				z.object({ name: text, rows: count, dataBytes: count, indexBytes: count, digest: text.optional() }),
			),
			/** What the modelled application's documents do not settle. */
			assumptions: z.array(text),
			/** What was checked when the dataset was made; nothing failed in a dataset that is used. */
			audit: z.object({ seconds: finite, passed: z.array(text), failed: z.array(text) }).optional(),
		}),
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
		clock: z.object({ limitSeconds: finite, timed: count, left: count }).optional(),
		/** The practical threshold: the larger of the noise floor and 5 %. */
		threshold: z.object({ pct: finite }),
		indexes: z.array(index),
		scenarios: z.array(scenario),
		/** Ids that the run set out to measure; those not in `scenarios` are missing. */
		planned: z.array(text),
		claims: z.array(claim),
		/** Whether few operations bring most of the benefit, where that was published. */
		concentration: concentrationSchema.optional(),
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
	})
	.meta({ title: "index-impact run record", description: "One run of the harness, schemaVersion 1." });

export type RunRecord = z.infer<typeof runRecordSchema>;
export type ScenarioRecord = z.infer<typeof scenario>;
export type StratumRecord = z.infer<typeof stratum>;
export type IndexRecord = z.infer<typeof index>;
export type ClaimRecord = z.infer<typeof claim>;
export type ArmRecord = z.infer<typeof arm>;
export type Evidence = z.infer<typeof evidence>;
export type PlanStep = z.infer<typeof planStep>;
/** An index is known by table and name: two tables may have indexes of one name. */
export type IndexId = Pick<IndexRecord, "table" | "name">;
export type IndexNet = z.infer<typeof netSchema>;
export type Latency = z.infer<typeof latency>;
export type Change = z.infer<typeof change>;
export type ScenarioVerdict = z.infer<typeof scenarioVerdict>;
export type ClaimVerdict = z.infer<typeof claimVerdict>;
export type IndexVerdict = z.infer<typeof indexVerdict>;
export type RunMode = NonNullable<RunRecord["mode"]>;
export type Interval = z.infer<typeof interval>;
