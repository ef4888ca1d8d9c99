import { z } from "zod";

const finite = z.number();

/** How much the time of one stratum changed between two states of the indexes. */
export const change = z.object({
	reductionPct: finite,
	/** At `level`. */
	ci: z.tuple([finite, finite]),
	/** Confidence of `ci` after adjustment for the run's other comparisons, e.g. 0.998. */
	level: finite,
	/** The confidence that the run asks for, where the pairs are too few to attain it. */
	wantedLevel: finite.optional(),
	/** before / after: 2 is twice as fast, 0.5 half as fast. */
	factor: finite,
	p: finite,
	/** Holm-adjusted over the run. */
	pAdjusted: finite,
	pairs: z.int().nonnegative(),
	/** Which estimate and interval, exact or approximate. */
	method: z.string(),
});
