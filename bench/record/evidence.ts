import { z } from "zod";
import { differenceSchema } from "./reasons/stratum-reason.ts";
import { workSchema } from "./work.ts";

const text = z.string();
const count = z.int().nonnegative();
const finite = z.number();

export const planStepSchema = z.object({
	/** Alias of the table in the query, as EXPLAIN names it. */
	table: text,
	access: text,
	key: text.nullable(),
	/** The indexes of `key` one by one, where the plan merges several. */
	keys: z.array(text).optional(),
	/** The table's own name, where the query calls it by another. */
	tableName: text.optional(),
	/** The optimizer's estimate. */
	rows: finite.nullable(),
	extra: text.optional(),
});

/** What the server did for one stratum in one state of the indexes. */
export const evidenceSchema = z.object({
	/** Of the first key, as is all that follows unless it says otherwise. */
	plan: z.array(planStepSchema),
	/** The plan of each further key, in their order. */
	keyPlans: z.array(z.array(planStepSchema)).optional(),
	/**
	 * Hash of the steps that EXPLAIN FORMAT=TREE tells, without their estimates. They tell apart what plans do not: a condition
	 * on an expression is computed another way where an index on that expression exists, also where nothing goes through it.
	 */
	steps: text.optional(),
	/** Session counters that moved: Handler_read_*, Sort_*, Created_tmp_tables, Select_* and such. */
	handlers: z.record(text, count),
	/** null where the server does not tell. */
	rowsExamined: count.nullable(),
	/** Logical page reads (Innodb_buffer_pool_read_requests), least of several executions. */
	pageReads: count.nullable(),
	/** What the execution did, priced; absent where the tree of the executed plan was not taken. */
	work: workSchema.optional(),
	/** Why the optimizer could not use an index: the server's warnings 1739 and 3170, without the values in them. */
	planWarnings: z.array(z.object({ code: count, text })).optional(),
	/** SHA-256 of the result, as a set or in order as the scenario says. */
	digest: text,
	resultRows: count,
	/**
	 * The result differs from the other arm's although both are right: it takes its moment from the clock, or leaves to
	 * the server which rows stand at the end of a LIMIT. Then only the numbers of rows are compared.
	 */
	accepted: z.enum(["moment", "ties"]).optional(),
	/** Where the result first differs from the other arm's, in the same order or sorted; never what it holds. */
	difference: differenceSchema.optional(),
	/** The query was given up after so many seconds: then only the plan is known. */
	timedOutSeconds: finite.optional(),
	/** How long it took, only where that was more than half of the query timeout. */
	secondsTaken: finite.optional(),
});

export type PlanStep = z.infer<typeof planStepSchema>;
export type Evidence = z.infer<typeof evidenceSchema>;
