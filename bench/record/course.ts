import { z } from "zod";

/** Of what, when, and how it ended: the same for the record of a run and for that of a scale curve. */
export const courseShape = {
	startedAt: z.iso.datetime(),
	finishedAt: z.iso.datetime().nullable(),
	status: z.enum(["complete", "partial", "failed", "interrupted"]),
	/** Why it ended early, or null. */
	failure: z.string().nullable(),
	suite: z.string(),
	suiteTitle: z.string(),
};

/** How the state of a run reads after "the run ". */
export const STATUS_WORDS = {
	complete: "is complete",
	partial: "is unfinished",
	failed: "failed",
	interrupted: "was interrupted",
} as const;
