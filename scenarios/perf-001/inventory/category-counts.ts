import { eq, sql } from "drizzle-orm";
import { batches, products } from "../../../seed/terp/schema.ts";
import { defineScenario } from "../../suite.ts";
import { terp } from "../builder.ts";
import { batchesByProduct } from "../indexes.ts";

/** The later version keeps categories in a table of their own; here they are what the products name. */
const categories = terp.selectDistinct({ category: products.category }).from(products).as("categories");

export const categoryCounts = defineScenario({
	id: "inventory/category-counts",
	title: "How many batches each category has",
	group: "inventory",
	tier: "full",
	kind: "read",
	caller: "ui",
	source: "productCategories (later than PERF-001): the settings of categories, a correlated count for each",
	affected: true,
	weight: 5,
	weightReason: "the settings are opened some five times",
	indexes: [batchesByProduct.name],
	result: "set",
	strata: [
		{
			id: "all-categories",
			share: 1,
			keys: { by: "constant", keys: [[]] },
			queries: () => [
				terp
					.select({
						category: categories.category,
						batches: sql`${terp
							.select({ count: sql`COUNT(*)` })
							.from(batches)
							.innerJoin(products, eq(batches.productId, products.id))
							.where(eq(products.category, categories.category))}`,
					})
					.from(categories),
			],
		},
	],
});
