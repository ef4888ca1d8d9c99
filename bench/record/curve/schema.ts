import { z } from "zod";
import { optionsSchema } from "../options.ts";
import { statusShape } from "../run-status.ts";
import { SCHEMA_VERSION } from "../schema-version.ts";
import { scenarioVerdict } from "../verdicts.ts";

/**
 * The record of a scale curve, schemaVersion 2: what chosen scenarios took at several sizes, and how that grows. The
 * records of its runs lie in folders beside it; the curve holds all that a report of it needs.
 * Times in milliseconds, reductions in percent (positive = faster).
 */
const text = z.string();
const count = z.int().nonnegative();
const finite = z.number();
const interval = z.tuple([finite, finite]);

const latency = z.object({ p50: finite, p50Ci: interval.optional() });

const point = z.object({
	scale: text,
	/** Rows of the indexed table at this size. */
	rows: count,
	before: latency,
	after: latency,
	change: z.object({ reductionPct: finite, ci: interval, level: finite }),
	/** That of the size's own run. */
	verdict: scenarioVerdict,
	/** Whether the plan with the indexes goes through this one. */
	used: z.boolean(),
});

/** ln(time) against ln(rows) by a straight line: time is proportional to rows to the power of the exponent. */
const growth = z.object({
	exponent: finite,
	ci: interval,
	/** Confidence that `ci` attains, as a fraction. */
	level: finite,
	/** ln(ms) at one row, where the line would begin. */
	intercept: finite,
	sizes: count,
	method: text,
});

const crossing = z.object({
	rows: finite,
	/** null where the sizes do not reach far enough to tell. */
	ci: z.tuple([finite.nullable(), finite.nullable()]),
});

const stratumCurve = z.object({
	scenario: text,
	title: text,
	stratum: text,
	/** Why it is here: the strongest gain or the worst regression through the index, or what else was measured. */
	role: z.enum(["strongest", "worst", "other"]),
	/** By ascending rows. */
	points: z.array(point),
	/** Absent where fewer than three sizes have times. */
	growth: z
		.object({
			before: growth,
			after: growth,
			/** Of after / before: below zero the gain grows with the table. */
			ratio: growth,
		})
		.optional(),
	/** The smallest size from which on every measured size is faster, beyond the threshold; null where there is none. */
	fasterFrom: z.object({ scale: text, rows: count }).nullable(),
	/** The same for slower. */
	slowerFrom: z.object({ scale: text, rows: count }).nullable(),
	/** Where after / before goes from 1 or above to below 1 for good, if it does between two measured sizes. */
	breakEven: crossing.optional(),
	/** The other way: where it goes above 1 for good. */
	turnsSlower: crossing.optional(),
});

export const curveRecordSchema = z
	.object({
		schemaVersion: z.literal(SCHEMA_VERSION),
		curveId: text,
		...statusShape,
		seed: z.int(),
		/** The command that repeats it, without credentials. */
		command: text,
		/** What it was asked, by flag; what `--resume` goes on with. */
		options: optionsSchema.optional(),
		environment: z
			.object({ tool: text, node: text, os: text, cpuModel: text, cores: count, memoryBytes: count, mysql: text })
			.nullable(),
		/** Scales that it set out to measure, smallest first. */
		planned: z.array(text),
		/** Scenarios measured at every size, and how they were chosen. */
		scenarios: z.array(text),
		chosen: text,
		/** Sizes measured, by ascending number of rows. */
		sizes: z.array(
			z.object({
				scale: text,
				/** Folder of the size's run, beside the curve. */
				runId: text,
				/** Rows of all tables together. */
				rows: count,
				thresholdPct: finite,
				/** From the start of the run to its end, with making the data if it was not kept from before. */
				seconds: finite,
			}),
		),
		indexes: z.array(z.object({ name: text, table: text, columns: z.array(text), curves: z.array(stratumCurve) })),
		notices: z.array(text),
	})
	.meta({ title: "index-impact scale curve", description: "One scale curve, schemaVersion 2." });

export type CurveRecord = z.infer<typeof curveRecordSchema>;
export type CurveIndex = CurveRecord["indexes"][number];
export type StratumCurve = z.infer<typeof stratumCurve>;
export type CurvePoint = z.infer<typeof point>;
export type Growth = z.infer<typeof growth>;
export type CurveCrossing = z.infer<typeof crossing>;
export type CurveRole = StratumCurve["role"];
