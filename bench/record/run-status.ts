import { z } from "zod";

/** When a run or a scale curve ran, of which suite, and how it ended. */
export const statusShape = {
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
