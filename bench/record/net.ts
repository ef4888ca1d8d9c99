import { z } from "zod";

const text = z.string();
const finite = z.number();
const interval = z.tuple([finite, finite]);

/** What an index saves and costs at the stated weights: milliseconds on a busy day. */
export const netSchema = z.object({
	/** Saved less lost; positive: it pays. */
	ms: finite,
	/** A bound is null where a query was given up and nobody knows how long it takes. */
	ci: z.tuple([finite.nullable(), finite.nullable()]),
	level: finite,
	/** By reads, what gets slower taken off. */
	savedMs: finite,
	savedMsCi: z.tuple([finite.nullable(), finite.nullable()]),
	/** By writes; negative where they get faster through it. */
	lostMs: finite,
	lostMsCi: interval,
	/** Ids of the scenarios and writes counted. */
	reads: z.array(text),
	writes: z.array(text),
	/** Where the weights come from. */
	weights: z.enum(["assumed", "measured"]),
	/** Whether weights that are wrong by a factor of ten could turn it: then the verdict rests on them. */
	restsOnWeights: z.boolean(),
});
