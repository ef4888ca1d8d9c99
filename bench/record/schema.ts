import { z } from "zod";
import { breakEvenSchema } from "./break-even.ts";
import { change } from "./change.ts";
import { concentrationSchema } from "./concentration.ts";
import { evidenceSchema } from "./evidence.ts";
import {
	type MeasuredRun,
	measuredIndexSchema,
	measuredRunSchema,
	measuredScenarioSchema,
	measuredStratumSchema,
} from "./measured.ts";
import { netSchema } from "./net.ts";
import { claimReasonSchema } from "./reasons/claim-reason.ts";
import { indexReasonSchema } from "./reasons/index-reason.ts";
import { stratumReasonSchema } from "./reasons/stratum-reason.ts";
import { claimVerdict, indexVerdict, scenarioVerdict } from "./verdicts.ts";

/**
 * The record of a run as it is written: the facts of `measured.ts`, and what was judged of them. `judge` makes the second
 * from the first, and `measuredPartOf` takes the first back.
 */
const text = z.string();
const count = z.int().nonnegative();
const finite = z.number();
const interval = z.tuple([finite, finite]);

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

const arm = latency.partial().extend(evidenceSchema.shape);

const stratum = measuredStratumSchema.extend({
	before: arm,
	after: arm,
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

const scenario = measuredScenarioSchema.extend({ strata: z.array(stratum) });

const index = measuredIndexSchema.extend({
	usedBy: z.array(text),
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

export const runRecordSchema = measuredRunSchema
	.extend({
		/** The practical threshold: the larger of the noise floor and 5 %. */
		threshold: z.object({ pct: finite }),
		indexes: z.array(index),
		scenarios: z.array(scenario),
		claims: z.array(claim),
		/** Whether few operations bring most of the benefit, where that was published. */
		concentration: concentrationSchema.optional(),
	})
	.meta({ title: "index-impact run record", description: "One run of the harness, schemaVersion 2." });

/** A run with what was judged of it: all that a report may know. */
export type JudgedRun = z.infer<typeof runRecordSchema>;
/** What is written and read is the judged form. */
export type RunRecord = JudgedRun;
export type ScenarioRecord = z.infer<typeof scenario>;
export type StratumRecord = z.infer<typeof stratum>;
export type IndexRecord = z.infer<typeof index>;
export type ClaimRecord = z.infer<typeof claim>;
export type ArmRecord = z.infer<typeof arm>;
/** An index is known by table and name: two tables may have indexes of one name. */
export type IndexId = Pick<IndexRecord, "table" | "name">;
export type IndexNet = z.infer<typeof netSchema>;
export type Latency = z.infer<typeof latency>;
export type Change = z.infer<typeof change>;
export type ScenarioVerdict = z.infer<typeof scenarioVerdict>;
export type ClaimVerdict = z.infer<typeof claimVerdict>;
export type IndexVerdict = z.infer<typeof indexVerdict>;
export type Interval = z.infer<typeof interval>;
export type { Evidence, PlanStep } from "./evidence.ts";
export type { RunMode } from "./measured.ts";

/** The facts of a run, taken back from what was judged of them; the opinions are left behind. */
export function measuredPartOf(record: JudgedRun): MeasuredRun {
	return measuredRunSchema.parse(record);
}
