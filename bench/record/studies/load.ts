import { z } from "zod";

/** Milliseconds and operations per second; an operation is one unit of work of the mix. */
const count = z.int().nonnegative();
const finite = z.number();
const interval = z.tuple([finite, finite]);

/** A figure over the rounds of an arm with its interval at the level of the study. */
const figure = z.object({ value: finite, ci: interval });

/** What one arm did in one short round. */
const round = z.object({
	seconds: finite,
	operations: count,
	perSecond: finite,
	/** From the histogram of the round; in the open loop from the moment each operation was due. */
	p50: finite,
	p95: finite,
	p99: finite,
	/** Operations that were due and not answered when the round was given up. */
	unanswered: count,
	/** Share of the arrivals still waiting for a free session when the last one was due. */
	waitingShare: finite,
});

const arm = z.object({
	rounds: z.array(round),
	perSecond: figure,
	p50: figure,
	p95: figure,
	/** null where rounds have too few operations for one in a hundred. */
	p99: figure.nullable(),
	/** Over all rounds together, from the merged histogram. */
	whole: z.object({ operations: count, p50: finite, p95: finite, p99: finite, max: finite }),
});

/** after / before, over pairs of rounds. */
const ratio = figure;

const loop = z.object({ before: arm, after: arm, throughput: ratio, p50: ratio, p95: ratio });

export const loadSchema = z.object({
	/** Queries that were given up at the query timeout, one sentence each. */
	givenUp: z.array(z.string()).optional(),
	seconds: finite,
	/** Pairs of rounds per loop and number of sessions; the arms of a pair run in random order. */
	roundPairs: count,
	/** Confidence that the intervals attain. */
	level: finite,
	/** Seconds that a round may take at most, besides its last operations. */
	roundLimitSeconds: finite,
	/** Classes of the mix: each operation draws one by weight, then one of its keys. */
	mix: z.array(
		z.object({
			scenario: z.string(),
			stratum: z.string(),
			/** Part of the operations. */
			share: finite,
			/** Distinct keys. */
			keys: count,
		}),
	),
	/** Classes that are not in the mix although they have weight; absent in records that did not tell. */
	leftOut: z
		.array(
			z.object({
				scenario: z.string(),
				stratum: z.string(),
				/** Part of the weight of all classes, those left out included. */
				share: finite,
				reason: z.string(),
			}),
		)
		.optional(),
	/** Classes whose plan a hidden index changes: their "before" is not that of an absent index. */
	unfaithful: z.array(z.string()),
	levels: z.array(
		z.object({
			sessions: count,
			/** Each session sends its next operation as soon as the last is answered. */
			closed: loop,
			/** Operations fall due at a fixed rate, whether or not the earlier ones are answered. */
			open: loop.extend({
				/** Arrivals per second. */
				rate: finite,
				/** That rate as a share of the smaller throughput of the arms in the closed loop. */
				rateShare: finite,
				beforeKeepsUp: z.boolean(),
				afterKeepsUp: z.boolean(),
			}),
		}),
	),
});

export type LoadRecord = z.infer<typeof loadSchema>;
export type LoadLevel = LoadRecord["levels"][number];
export type LoadLoop = z.infer<typeof loop>;
export type LoadArm = z.infer<typeof arm>;
export type LoadRound = z.infer<typeof round>;
export type LoadFigure = z.infer<typeof figure>;
