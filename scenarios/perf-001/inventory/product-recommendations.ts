import { eq, inArray } from "drizzle-orm";
import { products, productTags } from "../../../seed/terp/schema.ts";
import { keyNumbers } from "../../key.ts";
import { defineScenario, type Key, type KeySource } from "../../suite.ts";
import { terp } from "../builder.ts";
import { tagsByProduct } from "../indexes.ts";

const tagsThenProducts = (key: Key) => [
	terp
		.select({ productId: productTags.productId, tagId: productTags.tagId })
		.from(productTags)
		.where(inArray(productTags.productId, keyNumbers(key))),
	terp
		.select({ product: products, tagId: productTags.tagId })
		.from(products)
		.leftJoin(productTags, eq(products.id, productTags.productId))
		.where(inArray(productTags.tagId, keyNumbers(key, 1))),
];

/**
 * Regular clients' purchases. The application finds them in its orders, which the modelled schema lacks; the sales
 * name the same products. A key is: products bought, tags of theirs.
 * @param most purchases per client that count.
 */
const purchases = (most: number): KeySource => ({
	by: "sql",
	sql: `SELECT /*+ SET_VAR(group_concat_max_len = 1000000) */
			GROUP_CONCAT(DISTINCT bought.productId ORDER BY bought.productId) AS productIds,
			GROUP_CONCAT(DISTINCT t.tagId ORDER BY t.tagId) AS tagIds
		FROM (
			SELECT customerId, productId, ROW_NUMBER() OVER (PARTITION BY customerId ORDER BY productId) AS number
			FROM sales WHERE customerId IN (
				SELECT customerId FROM (
					SELECT customerId, ROW_NUMBER() OVER (ORDER BY COUNT(*) DESC, customerId) AS place
					FROM sales WHERE customerId IS NOT NULL GROUP BY customerId
				) AS ranked WHERE place BETWEEN 20 AND 40
			) GROUP BY customerId, productId
		) AS bought
		JOIN productTags t ON t.productId = bought.productId
		WHERE bought.number <= ${most}
		GROUP BY bought.customerId ORDER BY bought.customerId`,
});

/** With hundreds of products a scan of the tags beats as many lookups, and the second query filters by tag anyway. */
export const productRecommendations = defineScenario({
	id: "inventory/product-recommendations",
	title: "Products that share tags with what a client bought",
	group: "inventory",
	tier: "full",
	kind: "read",
	caller: "api",
	source: "getProductRecommendations in server/productRecommendations.ts; no screen calls it",
	affected: true,
	weight: 30,
	weightReason: "a shop front asks for some 30 clients",
	indexes: [tagsByProduct.name],
	result: "set",
	strata: [
		{ id: "ten-purchases", share: 0.5, keys: purchases(10), queries: tagsThenProducts },
		{ id: "whole-history", share: 0.5, keys: purchases(100_000), queries: tagsThenProducts },
	],
});
