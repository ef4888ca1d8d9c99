import { inArray, sql } from "drizzle-orm";
import { productTags, tags } from "../../../seed/terp/schema.ts";
import { keyNumbers, keyTexts } from "../../key.ts";
import { defineScenario } from "../../suite.ts";
import { busyDay } from "../assumptions.ts";
import { terp } from "../builder.ts";

export const tagSearch = defineScenario({
	id: "controls/tag-search",
	title: "Products with either of two tags",
	group: "controls",
	kind: "control",
	caller: "ui",
	source: "evaluateBooleanExpression in server/tagSearchHelpers.ts: the tags by name, then their products by tagId",
	affected: false,
	weight: 2 * busyDay.staff,
	weightReason: "each of the staff searches by tag twice",
	indexes: [],
	result: "set",
	strata: [
		{
			id: "two-tags",
			share: 1,
			keys: {
				by: "sql",
				sql: `SELECT GROUP_CONCAT(LOWER(name) ORDER BY id) AS names, GROUP_CONCAT(id ORDER BY id) AS ids
					FROM tags GROUP BY (id - 1) DIV 2 HAVING COUNT(*) = 2 ORDER BY (id - 1) DIV 2 LIMIT 20`,
			},
			queries: (key) => [
				terp
					.select()
					.from(tags)
					.where(inArray(sql`lower(${tags.name})`, keyTexts(key))),
				terp
					.select()
					.from(productTags)
					.where(inArray(productTags.tagId, keyNumbers(key, 1))),
			],
		},
	],
});
