import { z } from "zod";
import { measuredRunSchema } from "../measured.ts";
import { optionsSchema } from "../options.ts";
import { statusShape } from "../run-status.ts";
import { indexVerdict } from "../verdicts.ts";

const text = z.string();
const count = z.int().nonnegative();
const finite = z.number();

/** Work that is spared a day, in milliseconds at middle prices, and the least and most that plausible prices allow. */
const saved = z.object({ ms: finite, low: finite, high: finite });

const origin = z.discriminatedUnion("from", [
	z.object({ from: z.literal("finding"), rule: text, id: text }),
	z.object({ from: z.literal("source"), sites: count }),
	z.object({ from: z.literal("reference"), refTable: text }),
	z.object({
		from: z.literal("query"),
		scenario: text,
		shape: z.enum(["column", "equality", "range", "order", "covering"]),
	}),
	z.object({ from: z.literal("suite") }),
	z.object({ from: z.literal("asked") }),
	z.object({ from: z.literal("schema") }),
]);

const named = z.object({
	/** "+table(columns)" of one to add, "-table(columns)" of one to drop: what it is known by in this document. */
	id: text,
	change: z.enum(["add", "drop"]),
	table: text,
	/** Of one to drop, its name in the schema; of one to add, a name of the tool's own. */
	name: text,
	columns: z.array(text),
	/** As --try and `apply --add` take it. */
	spec: text,
	origins: z.array(origin),
});

const whyNot = z.discriminatedUnion("kind", [
	z.object({ kind: z.literal("served"), by: text }),
	z.object({ kind: z.literal("copy-of-table") }),
	z.object({ kind: z.literal("too-wide"), bytes: count, limit: count }),
	z.object({ kind: z.literal("unindexable"), column: text }),
	z.object({ kind: z.literal("too-many-columns"), limit: count }),
	z.object({ kind: z.literal("beyond-limit"), limit: count }),
	z.object({ kind: z.literal("needed"), why: z.enum(["foreign-key", "unique"]) }),
	z.object({ kind: z.literal("refused"), message: text }),
	z.object({ kind: z.literal("not-reached") }),
]);

/** How a plan that got worse went wrong. */
const pattern = z.enum(["order-limit", "busy-key", "covering-lost", "join-order", "other"]);

const effect = z.object({
	scenario: text,
	stratum: text,
	/** Executions a day. */
	weight: finite,
	verdict: z.enum(["faster", "slower", "no-change", "open", "invalid"]),
	decidedBy: z.enum(["evidence", "timing", "none"]),
	/** Milliseconds of work of one execution. */
	before: finite,
	after: finite,
	saved,
	/** The optimizer's own estimate, in its units. */
	estimate: z.object({ before: finite, after: finite }).optional(),
	pattern: pattern.optional(),
	plan: z.object({ before: text, after: text }),
	failure: text.optional(),
});

const measured = named.extend({
	bytes: count,
	buildSeconds: finite,
	/** Alone, beside the schema as it is. */
	saved,
	/** Milliseconds a day that writes take more; negative where an index is dropped. */
	writeMs: finite,
	/** Entries written a day, as the suite's or production's writes say; null where nothing is known of writes. */
	entriesADay: finite.nullable(),
	/** Strata whose plan it changes. Of all others nothing changes. */
	effects: z.array(effect),
});

const step = z.object({
	candidate: text,
	/** Given all that was chosen before. */
	saved,
	writeMs: finite,
	/** Negative where an index is dropped. */
	bytes: finite,
	/** Chosen before, and needless beside this one. */
	replaces: z.array(text),
	/** Why it is not in the set; absent where it is. */
	beyond: z.enum(["noise", "count", "bytes", "write-cost", "judge"]).optional(),
});

/** All that `advise` found out: what was measured, what was chosen and how the set was judged. */
export const adviceSchema = z.object({
	kind: z.literal("advice"),
	schemaVersion: z.literal(1),
	adviceId: text,
	...statusShape,
	command: text,
	options: optionsSchema.optional(),
	suite: text,
	suiteTitle: text,
	environment: measuredRunSchema.shape.environment,
	dataset: measuredRunSchema.shape.dataset,
	/** Milliseconds of work a day without any candidate, and of what. */
	workload: z.object({ strata: count, ms: finite, assumedWeights: z.boolean(), implied: z.boolean() }),
	candidates: z.array(measured),
	notTried: z.array(named.extend({ why: whyNot })),
	/** In the order in which they were taken. */
	steps: z.array(step),
	/** Ids of the candidates in the chosen set, additions and drops. */
	chosen: z.array(text),
	/** All of the set together against none of it. */
	set: z.object({ saved, writeMs: finite, bytes: finite }),
	/** The suite's own indexes, as a set of the same kind, where it has any. */
	reference: z.object({ ids: z.array(text), saved, writeMs: finite, bytes: finite }).optional(),
	/** How often the optimizer foretold the wrong sign. */
	estimates: z.object({ compared: count, wrongSign: count }),
	/** The set, measured as any set is; absent where that was not asked for. */
	judged: z
		.object({
			/** Below the advice's own folder. */
			run: text,
			mode: z.enum(["timed", "counters"]),
			verdicts: z.array(z.object({ candidate: text, verdict: indexVerdict })),
		})
		.optional(),
	/** How much was done. */
	effort: z.object({ explained: count, executed: count, kept: count }),
	notices: z.array(text),
	timing: z.record(text, finite),
});

export type Advice = z.infer<typeof adviceSchema>;
export type AdviceCandidate = z.infer<typeof measured>;
export type AdviceEffect = z.infer<typeof effect>;
export type AdviceVerdict = AdviceEffect["verdict"];
export type AdviceStep = z.infer<typeof step>;
export type AdvicePattern = z.infer<typeof pattern>;
export type NotTriedRecord = Advice["notTried"][number];
export type Saved = z.infer<typeof saved>;
