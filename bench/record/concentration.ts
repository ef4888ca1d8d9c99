import { z } from "zod";
import { concentrationReasonSchema } from "./reasons/claim-reason.ts";

const text = z.string();
const share = z.object({ sharePct: z.number(), ci: z.tuple([z.number(), z.number()]) });

/** How much of the time that the indexes save is saved by the few operations that gain most. */
export const concentrationSchema = z.object({
	statement: text,
	source: text,
	/** How many operations count as few. */
	top: z.int().positive(),
	/** The part of the benefit, in percent, that the statement gives them. */
	claimedPct: z.number(),
	/** All indexes of the run: no more than `top` of them are all the benefit by themselves. */
	indexesUnderTest: z.int().nonnegative(),
	/** Confidence of the intervals. */
	level: z.number(),
	/** By the name of the way to weigh. */
	weighings: z.record(
		text,
		z.object({
			/** Scenarios that were measured, and those of them with a stratum judged faster. */
			scenarios: z.int().nonnegative(),
			gaining: z.int().nonnegative(),
			/** Over the strata judged faster; null where there is none. */
			benefit: share.nullable(),
			/** Over all measured strata, losses taken off: more than 100 where the others lose; null where nothing is left. */
			net: share.nullable(),
			/** Scenarios that gain most, the largest first: weighted milliseconds a day, and their part of the benefit. */
			largest: z.array(z.object({ scenario: text, savedMs: z.number(), sharePct: z.number() })),
			/** Each index's part of the benefit: that of the strata whose plan goes through it, divided where several do. */
			indexes: z.array(z.object({ name: text, table: text.optional(), sharePct: z.number() })),
			verdict: z.enum(["holds", "fails", "unresolved", "untestable"]),
			reasons: z.array(concentrationReasonSchema).optional(),
			/** The same in English, as the record was written. */
			reason: text.optional(),
		}),
	),
});

export type ConcentrationRecord = z.infer<typeof concentrationSchema>;
