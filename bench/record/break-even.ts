import { z } from "zod";

const finite = z.number();
const interval = z.tuple([finite, finite]);

/** From how many reads per write an index pays. */
export const breakEvenSchema = z.object({
	/** Reads per write at which the index pays; 0 where the write does not get slower, null where reads do not get faster. */
	readsPerWrite: finite.nullable(),
	/** null where there is no upper bound. */
	ci: z.tuple([finite, finite.nullable()]),
	level: finite,
	/** The write that it is reckoned with, and the milliseconds it takes longer. */
	write: z.string(),
	costMs: finite,
	costMsCi: interval,
	/** The scenarios whose weighted mix is one read, and the milliseconds it takes less. */
	reads: z.array(z.string()),
	savedMs: finite,
	savedMsCi: interval,
	/** What the index answers for but is not counted, since a query was given up. */
	givenUp: z
		.array(
			z.object({
				scenario: z.string(),
				stratum: z.string(),
				/** With the index: then no number of reads is said to pay. Without it: then it pays sooner than is said. */
				arm: z.enum(["with", "without", "both"]),
			}),
		)
		.optional(),
	/** What the stated weights come to. */
	assumedReadsPerWrite: finite,
});

export type BreakEven = z.infer<typeof breakEvenSchema>;
