import { and, eq, type SQL, sql } from "drizzle-orm";
import { batches, products } from "../../../seed/terp/schema.ts";
import { keyNumber, keyText } from "../../key.ts";
import { defineScenario } from "../../suite.ts";
import { terp } from "../builder.ts";
import { batchesByProduct } from "../indexes.ts";

const inStock = (wanted: SQL) => [
	terp
		.select({
			id: batches.id,
			sku: batches.sku,
			onHandQty: batches.onHandQty,
			productId: products.id,
			product: products.nameCanonical,
		})
		.from(batches)
		.innerJoin(products, eq(batches.productId, products.id))
		.where(and(eq(batches.status, "LIVE"), sql`CAST(${batches.onHandQty} AS DECIMAL(15,2)) > 0`, wanted)),
];

export const clientWant = defineScenario({
	id: "inventory/client-want",
	title: "Live batches that meet what a client wants",
	group: "inventory",
	tier: "full",
	kind: "read",
	caller: "ui",
	source: "clientWants (later than PERF-001): what a client is looking for, a product or just a category",
	affected: true,
	weight: 100,
	weightReason: "some 100 wishes a day are looked at; most name a product",
	indexes: [batchesByProduct.name],
	result: "set",
	strata: [
		{
			id: "a-product",
			share: 0.7,
			keys: { by: "frequency", column: batches.productId, from: 0, to: 0.8 },
			queries: (key) => inStock(eq(batches.productId, keyNumber(key))),
		},
		{
			id: "a-small-category",
			share: 0.3,
			keys: { by: "sql", sql: "SELECT category FROM products GROUP BY category ORDER BY COUNT(*), category LIMIT 1" },
			queries: (key) => inStock(eq(products.category, keyText(key))),
		},
	],
});
