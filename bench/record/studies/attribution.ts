import { z } from "zod";
import { change } from "../change.ts";
import { stratumReasonSchema } from "../reasons/stratum-reason.ts";

const text = z.string();
const count = z.int().nonnegative();
const finite = z.number();

const index = z.object({ name: text, table: text, columns: z.array(text) });

/** One stratum's evidence while some indexes are visible. */
const state = z.object({
	/** Visible indexes on the tables that the stratum reads; others cannot matter to it. */
	visible: z.array(text),
	/** How each table is reached: table:access:key, in join order. */
	plan: text,
	rowsExamined: count.nullable(),
	pageReads: count.nullable(),
	/** Rows examined plus page reads; null where the server does not tell. */
	work: count.nullable(),
	/** False where the plan is that of a state whose work is known, so that the query was not executed again. */
	executed: z.boolean(),
});

/** What evidence says of the second of two states. */
const workVerdict = z.enum(["same", "less", "more", "alike", "unknown"]);

const stratumOf = { scenario: text, stratum: text };

const effect = z.object({
	...stratumOf,
	/**
	 * How indexes were kept out: hidden; dropped, where a hidden index changes the plan by its statistics; doubtful, where it
	 * does so and dropping would have taken too long.
	 */
	baseline: z.enum(["hidden", "dropped", "doubtful"]),
	none: state,
	/** This index only. */
	alone: state,
	/** All under test but this one. */
	leftOut: state,
	all: state,
	/** Work of `none` over that of `alone`: 2 is half the work. */
	aloneFactor: finite.nullable(),
	aloneVerdict: workVerdict,
	/** Work of `all` over that of `leftOut`: 0.5 is twice the work without this index. */
	leftOutFactor: finite.nullable(),
	leftOutVerdict: workVerdict,
	/** Work of `none` over that of `all`. */
	allFactor: finite.nullable(),
	allVerdict: workVerdict,
});

const interaction = z.object({
	...stratumOf,
	indexes: z.tuple([text, text]),
	/**
	 * either-will-do: each helps alone, both no more than one. only-together: neither helps alone. more-together: both help
	 * more than the better one. in-the-way: one undoes what the other gains. worse-together: both cost what neither does.
	 */
	kind: z.enum(["either-will-do", "only-together", "more-together", "in-the-way", "worse-together"]),
});

/** Times of two states, paired by round. */
const timed = z.object({
	/** State or set that is compared with. */
	reference: text,
	/** [reference, this], milliseconds of one execution, in time order. */
	pairs: z.array(z.tuple([finite, finite])),
	p50: z.tuple([finite, finite]),
	change,
	verdict: z.enum(["faster", "slower", "no-change", "unresolved", "invalid"]),
	reasons: z.array(stratumReasonSchema).optional(),
});

const built = index.extend({
	buildSeconds: finite,
	bytes: count,
	/** Why it could not be built. */
	failure: text.optional(),
});

const setEffect = z.object({
	...stratumOf,
	state,
	/** Against none, by evidence. */
	factor: finite.nullable(),
	verdict: workVerdict,
	/** Absent where the plan is that of `none`. */
	timed: timed.optional(),
	/**
	 * The set has every index under test that can matter to the stratum, which was compared with none while the run was
	 * measured and cannot be from round to round: the stratum's own change and verdict are this set's too.
	 */
	asMeasured: z.boolean().optional(),
});

const set = z.object({
	id: text,
	title: text,
	indexes: z.array(index),
	effects: z.array(setEffect),
	/** Strata of which nothing can be said against none, each with why; absent in records of earlier versions. */
	notComparable: z.array(z.object({ ...stratumOf, reason: text })).optional(),
});

/** A candidate beside all indexes under test, or in the place of those that it covers. */
const candidateWay = z.object({
	way: z.enum(["beside", "in-place"]),
	state,
	/** Against `none`, and against `all`. */
	timed: z.array(timed),
	/** What becomes of a stratum that the indexes under test made slower. */
	repair: z.enum(["repaired", "eased", "not-repaired", "unresolved"]).optional(),
});

const candidateEffect = z.object({
	...stratumOf,
	none: state,
	all: state,
	/** The ways in which the candidate changes the plan. */
	ways: z.array(candidateWay),
});

/** Which index does what, by evidence; sets and candidates by the clock too. */
export const attributionSchema = z.object({
	/** Queries that were given up at the query timeout, one sentence each. */
	givenUp: z.array(z.string()).optional(),
	seconds: finite,
	/** Strata that were looked at: those that read a table with an index under test. */
	strata: count,
	/** How often a plan was new, so that the query had to be executed. */
	executions: count,
	indexes: z.array(z.object({ name: text, table: text.optional(), effects: z.array(effect) })),
	interactions: z.array(interaction),
	/** Among all indexes of the run: which does whatever which other can. */
	covered: z.array(z.object({ index: text, by: z.array(text) })),
	/** Indexes to try where one under test made a scenario slower. */
	remedies: z.array(
		z.object({
			scenario: text,
			index: text,
			/** Made of the columns that the scenario's statements use; the others are the suite's own. */
			derived: z.boolean().optional(),
		}),
	),
	sets: z.array(set),
	/** Indexes that were built for the comparison alone, and dropped again. */
	built: z.array(built),
	candidates: z.array(
		built.extend({
			/** As `--try` takes it. */
			text,
			effects: z.array(candidateEffect),
			/** Regressions on its table that it leaves as they are, since their plan does not use it. */
			untouched: z.array(z.object(stratumOf)),
			/** The indexes under test that it covers, and strata that are worse when it takes their place. */
			replaces: z.array(text),
			worseInPlace: z.array(
				z.object({
					...stratumOf,
					/** Of work; null where it is not known. */
					factor: finite.nullable(),
					/** Decisively more work, given up at the query timeout, or slower by the clock; absent means more work. */
					why: z.enum(["more-work", "given-up", "slower"]).optional(),
				}),
			),
			/** Strata of which it is not known whether they are; absent in records that did not tell. */
			openInPlace: z.array(z.object(stratumOf)).optional(),
		}),
	),
	/** Rounds of timing; 0 where nothing was timed. */
	rounds: count,
	notes: z.array(text),
});

export type Attribution = z.infer<typeof attributionSchema>;
export type AttributionEffect = z.infer<typeof effect>;
export type AttributionState = z.infer<typeof state>;
export type AttributionInteraction = z.infer<typeof interaction>;
export type AttributionTimed = z.infer<typeof timed>;
export type AttributionCandidate = Attribution["candidates"][number];
export type AttributionSet = Attribution["sets"][number];
export type AttributionWay = z.infer<typeof candidateWay>;
