import { eq, sql } from "drizzle-orm";
import { productTags } from "../../../seed/terp/schema.ts";
import { keyNumber } from "../../key.ts";
import { defineScenario, type Key } from "../../suite.ts";
import { terp } from "../builder.ts";

const uses = (key: Key) => [
	terp
		.select({ count: sql`COUNT(*)` })
		.from(productTags)
		.where(eq(productTags.tagId, keyNumber(key))),
];

export const tagUsageStep = defineScenario({
	id: "controls/tag-usage-step",
	title: "How many products have a tag: one step of the tags' statistics",
	group: "controls",
	tier: "full",
	kind: "control",
	caller: "ui",
	source:
		"getTagUsageStats in server/tagSearchHelpers.ts: one query for each tag; the later version has a screen for it",
	affected: false,
	weight: 600,
	weightReason: "the screen is opened ten times and asks for each of 60 tags",
	indexes: [],
	result: "set",
	strata: [
		{
			id: "popular-tag",
			share: 0.2,
			keys: { by: "frequency", column: productTags.tagId, from: 0, to: 0.1 },
			queries: uses,
		},
		{
			id: "rare-tag",
			share: 0.8,
			keys: { by: "frequency", column: productTags.tagId, from: 0.5, to: 1 },
			queries: uses,
		},
	],
});
