import { eq, inArray } from "drizzle-orm";
import { products, productTags } from "../../../seed/terp/schema.ts";
import { keyNumber, keyNumbers } from "../../key.ts";
import { defineScenario } from "../../suite.ts";
import { terp } from "../builder.ts";
import { tagsByProduct } from "../indexes.ts";

/** The second query filters by tag, so the index serves only the first; reading products first would serve it badly. */
export const similarProducts = defineScenario({
	id: "inventory/similar-products",
	title: "Products that share tags with one",
	group: "inventory",
	kind: "read",
	caller: "api",
	source: "getSimilarProducts in server/productRecommendations.ts; no screen calls it",
	affected: true,
	weight: 50,
	weightReason: "a shop front asks for some 50 products",
	indexes: [tagsByProduct.name],
	result: "set",
	strata: [
		{
			id: "any-product",
			share: 1,
			keys: {
				by: "sql",
				sql: `SELECT productId, GROUP_CONCAT(DISTINCT tagId ORDER BY tagId) AS tagIds
					FROM productTags GROUP BY productId ORDER BY CRC32(productId), productId LIMIT 20`,
			},
			queries: (key) => [
				terp
					.select({ tagId: productTags.tagId })
					.from(productTags)
					.where(eq(productTags.productId, keyNumber(key))),
				terp
					.select({ product: products, tagId: productTags.tagId })
					.from(products)
					.leftJoin(productTags, eq(products.id, productTags.productId))
					.where(inArray(productTags.tagId, keyNumbers(key, 1))),
			],
		},
	],
});
