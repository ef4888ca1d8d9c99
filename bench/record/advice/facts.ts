import { z } from "zod";
import { evidenceSchema } from "../evidence.ts";

/** What one execution of a subject under one plan showed. */
export const takenSchema = z.object({
	/** Absent where the query failed. */
	evidence: evidenceSchema.optional(),
	/** Of the quickest execution, for planning alone. */
	ms: z.number().optional(),
	/** The optimizer's estimate, in its units. */
	cost: z.number().nullable(),
	failure: z.string().optional(),
});

/** One line of an advice's journal: all that a run which is continued need not do again. */
export const adviceFactSchema = z.object({ kind: z.literal("taken"), key: z.string(), taken: takenSchema });

export type Taken = z.infer<typeof takenSchema>;
