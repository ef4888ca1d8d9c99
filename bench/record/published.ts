import { z } from "zod";
import type { Suite } from "../../scenarios/suite.ts";

const text = z.string();

/** A published figure and the scenarios that it speaks of. */
const claim = z.object({
	id: text,
	statement: text,
	source: text,
	/** Reduction in percent, [low, high]. */
	range: z.tuple([z.number(), z.number()]),
	scope: z.union([
		z.object({ group: text }),
		/** The name of an index that could serve the scenarios. */
		z.object({ index: text }),
		z.object({ all: z.literal(true) }),
	]),
});

const concentrationClaim = z.object({
	statement: text,
	source: text,
	/** So many that gain most bring at least this part of the benefit, in percent. */
	top: z.int().positive(),
	sharePct: z.number(),
});

/** Every scenario of the suite, measured or not, with what judging has to know of it. */
const publishedScenario = z.object({
	id: text,
	tier: z.enum(["core", "full"]),
	group: text,
	affected: z.boolean(),
	weight: z.number(),
	/** Names of the indexes under test that could serve it. */
	indexes: z.array(text),
});

/** All that judging needs of a suite. It is in the record, so that a record is judged where the suite is not. */
export const publishedSchema = z.object({
	claims: z.array(claim),
	concentration: concentrationClaim.optional(),
	scenarios: z.array(publishedScenario),
	/** Indexes under test that are to go: the gate asks whether they are missed. */
	drops: z.array(z.object({ table: text, name: text })).optional(),
});

export type Published = z.infer<typeof publishedSchema>;

/** What a suite publishes, as the record of its run keeps it. */
export function publishedOf({
	claims,
	concentration,
	scenarios,
	drops,
}: Pick<Suite, "claims" | "concentration" | "scenarios" | "drops">): Published {
	return publishedSchema.parse({
		claims,
		...(concentration === undefined ? {} : { concentration }),
		...(drops === undefined ? {} : { drops }),
		scenarios: scenarios.map((scenario) => ({ ...scenario, tier: scenario.tier ?? "core" })),
	});
}
