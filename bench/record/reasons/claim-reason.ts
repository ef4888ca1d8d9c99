import { z } from "zod";

const text = z.string();
const finite = z.number();
const count = z.int().nonnegative();
const kind = <K extends string>(name: K) => ({ kind: z.literal(name) });

/** Why a claim has its verdict, in the order in which a reader is told. */
export const claimReasonSchema = z.discriminatedUnion("kind", [
	z.object({ ...kind("judged-on"), scenarios: count }),
	/** Strata of its scope that are not counted, since a query was given up. */
	z.object({
		...kind("not-counted"),
		strata: z.array(z.object({ scenario: text, stratum: text, arm: z.enum(["with", "without", "both"]) })),
	}),
	/** What an open interval rules out all the same. */
	z.object({ ...kind("less-than-claimed") }),
	z.object({ ...kind("more-than-claimed") }),
	z.object({ ...kind("weights-agree") }),
	z.object({ ...kind("weights-disagree"), verdicts: z.array(z.object({ weighing: text, verdict: text })) }),
	/** Scenarios of its scope that the run has not measured, or of which nothing could be compared. */
	z.object({ ...kind("scope-missing"), scenarios: z.array(text) }),
	z.object({ ...kind("smoke-scale") }),
	z.object({ ...kind("nothing-in-scope") }),
	/** Nothing was timed, and claims speak of time. */
	z.object({ ...kind("not-timed") }),
]);

/** Why a statement on few operations has its verdict. */
export const concentrationReasonSchema = z.discriminatedUnion("kind", [
	z.object({ ...kind("nothing-faster") }),
	z.object({ ...kind("too-few-gain"), gaining: count, top: count }),
	z.object({ ...kind("too-variable") }),
	z.object({ ...kind("above"), pct: finite }),
	z.object({ ...kind("below"), pct: finite }),
	z.object({ ...kind("across"), pct: finite }),
	z.object({ ...kind("strata-lost"), strata: count }),
]);

export type ClaimReason = z.infer<typeof claimReasonSchema>;
export type ConcentrationReason = z.infer<typeof concentrationReasonSchema>;
