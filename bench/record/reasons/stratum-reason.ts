import { z } from "zod";
import { UNKNOWN_WORK } from "../work.ts";

const text = z.string();
const count = z.int().nonnegative();
const finite = z.number();
const kind = <K extends string>(name: K) => ({ kind: z.literal(name) });

/** Where the results of both arms first differ, in the same order or sorted; never what they hold. */
export const differenceSchema = z.object({
	/** The number of rows, a value, or a result that is another each time it is asked for. */
	kind: z.enum(["rows", "value", "unstable"]),
	/** Of the unit of work, from 0, as is the row. */
	statement: count,
	row: count,
	column: text,
	/** Rows without and with the indexes. */
	rows: z.tuple([count, count]),
});

/** What made a trial's timings doubtful. */
export const disturbanceSchema = z.discriminatedUnion("kind", [
	/** The arms took turns in long phases of their own, so that the machine's drift may land on one of them. */
	z.object({ ...kind("separate-phases") }),
	/** The hypervisor gave this part of the processors' time to others. */
	z.object({ ...kind("stolen-time"), pct: finite }),
	z.object({ ...kind("busy-processors"), processors: count }),
	/** A query of the trial did not end within the query timeout. */
	z.object({ ...kind("timeout-in-trial"), seconds: finite }),
	/** The server refused or ended a query while evidence was taken; its own words. */
	z.object({ ...kind("evidence-failed"), message: text }),
]);

/** The optimizer changed its mind about an arm between the evidence and the end of the trial. */
export const planFlipSchema = z.object({ arm: z.enum(["before", "after"]), from: text.optional(), to: text });

const pair = z.tuple([count, count]);
const parameter = z.union([text, finite, z.null(), z.object({ hex: text })]);

/** Why a stratum has its verdict, or what it would take; in the order in which a reader is told. */
export const stratumReasonSchema = z.discriminatedUnion("kind", [
	z.object({ ...kind("plan-kept") }),
	/** Plan signatures. */
	z.object({ ...kind("plan-changed"), before: text, after: text }),
	/** Rows examined and page reads, before and after; null where the server does not tell. */
	z.object({ ...kind("work-changed"), rows: pair.nullable(), pages: pair.nullable() }),
	/** More work came of it: how rows were reached, before and after. */
	z.object({
		...kind("detour"),
		/** Indexes that the plan goes through only now; empty where there is none. */
		through: z.array(text),
		fetched: pair,
		scanned: pair,
		pagesPerRow: z.tuple([finite, finite]),
		/** The plan differs although it goes through no other index: statistics alone changed it. */
		byStatistics: z.boolean(),
	}),
	z.object({ ...kind("same-work") }),
	/** The times differ although the work is the same. */
	z.object({ ...kind("machine-noise") }),
	z.object({ ...kind("within-threshold"), pct: finite }),
	z.object({ ...kind("too-alike") }),
	/** Work that no counter shows. */
	z.object({ ...kind("work-unknown"), why: z.array(z.enum(UNKNOWN_WORK)) }),
	z.object({
		...kind("results-differ"),
		parameters: z.array(parameter).optional(),
		difference: differenceSchema.optional(),
	}),
	/** Why an index cannot be used, in the server's own words. */
	z.object({ ...kind("index-unusable"), message: text }),
	/** The server's own words. */
	z.object({ ...kind("query-failed"), message: text }),
	/** The original's server counted rows examined as no mixture of these strata could: least and most of them here. */
	z.object({ ...kind("twin-unlike"), original: finite, least: finite, most: finite }),
	z.object({ ...kind("twin-passes-otherwise"), original: finite, here: finite, worst: z.boolean() }),
	z.object({ ...kind("no-pairs"), because: disturbanceSchema.optional() }),
	z.object({ ...kind("too-few-pairs"), pairs: count, levelPct: finite }),
	z.object({ ...kind("beyond-threshold-open"), side: z.enum(["faster", "slower"]) }),
	z.object({ ...kind("across-threshold") }),
	/** Reductions in percent of both halves of the trial. */
	z.object({ ...kind("halves-disagree"), first: finite, second: finite }),
	z.object({ ...kind("plan-flipped"), flip: planFlipSchema }),
	z.object({ ...kind("disturbed"), by: disturbanceSchema }),
	/** What would tell. */
	z.object({ ...kind("more-pairs"), pairs: count, seconds: finite }),
	z.object({ ...kind("at-threshold") }),
	/** A query was given up; `otherSeconds` where the other arm took more than half of the limit. */
	z.object({
		...kind("gave-up"),
		arm: z.enum(["before", "after", "both"]),
		seconds: finite,
		other: z.enum(["gave-up", "quick", "slow", "unknown"]),
		otherSeconds: finite.optional(),
	}),
]);

export type Disturbance = z.infer<typeof disturbanceSchema>;
export type PlanFlip = z.infer<typeof planFlipSchema>;
export type StratumReason = z.infer<typeof stratumReasonSchema>;
export type Difference = z.infer<typeof differenceSchema>;
