import { and, eq, isNull } from "drizzle-orm";
import { productTags, tags } from "../../../seed/terp/schema.ts";
import { keyNumber } from "../../key.ts";
import { defineScenario } from "../../suite.ts";
import { busyDay } from "../assumptions.ts";
import { terp } from "../builder.ts";
import { tagsByProduct } from "../indexes.ts";

export const productTagsOfOne = defineScenario({
	id: "inventory/product-tags",
	title: "Tags of one product",
	group: "inventory",
	kind: "read",
	caller: "ui",
	source: "getProductTags in server/routers/tags.ts (later than PERF-001): the tags shown with a product",
	affected: true,
	weight: 10 * busyDay.staff,
	weightReason: "each of the staff opens 10 products",
	indexes: [tagsByProduct.name],
	result: "set",
	strata: [
		{
			id: "any-product",
			share: 1,
			keys: { by: "frequency", column: productTags.productId, from: 0, to: 1 },
			queries: (key) => [
				terp
					.select({ id: tags.id, name: tags.name, category: tags.category })
					.from(productTags)
					.innerJoin(tags, eq(productTags.tagId, tags.id))
					.where(and(eq(productTags.productId, keyNumber(key)), isNull(productTags.deletedAt))),
			],
		},
	],
});
