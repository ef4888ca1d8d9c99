import { z } from "zod";

const text = z.string();
const finite = z.number();
const interval = z.tuple([finite, finite]);
const kind = <K extends string>(name: K) => ({ kind: z.literal(name) });

const place = z.object({ scenario: text, stratum: text });

/** How much a stratum changed: by the clock, by its work, or by a query that was given up. */
export const strengthSchema = z.discriminatedUnion("by", [
	/** before / after: 2 is twice as fast. */
	z.object({ by: z.literal("clock"), factor: finite }),
	/** Work before / after; `open` where the clock left the question open; null where the work is not known. */
	z.object({ by: z.literal("work"), factor: finite.nullable(), open: z.boolean() }),
	/** The query was given up with the indexes, without them, or both. */
	z.object({ by: z.literal("timeout"), arm: z.enum(["with", "without", "both"]) }),
]);

const changed = place.extend({ strength: strengthSchema });

/** What could be done, or was tried, about a stratum that an index made slower. */
export const remedySchema = z.discriminatedUnion("kind", [
	/** A candidate that does not touch the plan. */
	z.object({ ...kind("untouched"), candidate: text }),
	z.object({
		...kind("tried"),
		candidate: text,
		/** Where the candidate stood, and what became of the stratum; one way where both come to the same. */
		outcomes: z.array(
			z.object({
				way: z.enum(["beside", "in-place"]).optional(),
				/** The indexes that it took the place of. */
				replaces: z.array(text),
				repair: z.enum(["repaired", "eased", "not-repaired", "unresolved"]),
			}),
		),
	}),
	/** `derived`: made of the columns that the statements use; the others are the suite's own. */
	z.object({ ...kind("to-measure"), index: text, derived: z.boolean() }),
]);

/** Why an index has its verdict, in the order in which a reader is told. */
export const indexReasonSchema = z.discriminatedUnion("kind", [
	/** Nothing of what it was built for can be decided at this scale. */
	z.object({ ...kind("smoke-scale") }),
	/** What it saves and costs at the stated weights; the figures are the index's `net`. */
	z.object({ ...kind("net-gain") }),
	z.object({ ...kind("net-loss") }),
	z.object({ ...kind("net-open") }),
	/** Nothing that it serves is resolved either way beyond the threshold. */
	z.object({ ...kind("none-resolved") }),
	/** More work in all than it spares, by counters alone. */
	z.object({ ...kind("more-work-in-all"), factor: finite }),
	z.object({ ...kind("replaced-by"), candidate: text }),
	z.object({ ...kind("faster"), strata: z.array(changed) }),
	/** A stratum that got worse by the clock. */
	z.object({ ...kind("slower"), ...changed.shape, remedies: z.array(remedySchema) }),
	/** A stratum that the clock left open although evidence shows that it is worse. */
	z.object({ ...kind("worse-by-evidence"), ...changed.shape, remedies: z.array(remedySchema) }),
	/** A write of the application that takes longer with it. */
	z.object({ ...kind("write-slower"), write: text, title: text, pct: finite, ci: interval }),
	/** Concurrent writers that it holds up: throughput with it over that without. */
	z.object({ ...kind("throughput-lost"), write: text, title: text, factor: finite, ci: interval }),
	z.object({
		...kind("deadlocks"),
		write: text,
		title: text,
		absent: finite,
		present: finite,
	}),
	z.object({
		...kind("interaction"),
		how: z.enum(["either-will-do", "only-together", "more-together", "in-the-way", "worse-together"]),
		indexes: z.tuple([text, text]),
		strata: z.array(place),
	}),
	/**
	 * Longer indexes begin with its columns; `served`: in every stratum that gained, one of them does as well without it.
	 * Absent where nothing gained.
	 */
	z.object({ ...kind("covered"), by: z.array(text), served: z.boolean().optional() }),
	z.object({ ...kind("open"), strata: z.array(place) }),
	/** Strata that could not be compared. */
	z.object({ ...kind("not-compared"), strata: z.array(place) }),
	z.object({ ...kind("nothing-compared") }),
	/** Scenarios of the suite that could use it and are not in this run. */
	z.object({ ...kind("not-measured"), scenarios: z.array(text) }),
	z.object({ ...kind("nothing-measured") }),
	z.object({ ...kind("suite-has-more") }),
	z.object({ ...kind("never-used") }),
	z.object({ ...kind("nothing-faster") }),
]);

export type Place = z.infer<typeof place>;
export type Strength = z.infer<typeof strengthSchema>;
export type RemedyFact = z.infer<typeof remedySchema>;
export type IndexReason = z.infer<typeof indexReasonSchema>;
