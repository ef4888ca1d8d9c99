import { and, eq } from "drizzle-orm";
import { batches, products } from "../../../seed/terp/schema.ts";
import { keyText } from "../../key.ts";
import { defineScenario, type Key } from "../../suite.ts";
import { busyDay } from "../assumptions.ts";
import { batchesByProduct } from "../indexes.ts";
import { inventoryPage } from "./page.ts";

const firstPageOfCategory = (key: Key) => [
	inventoryPage().where(and(eq(batches.status, "LIVE"), eq(products.category, keyText(key)))),
];

/** Needs no index: the primary key read backwards stops early. An index on productId tempts the optimizer away from it. */
export const pageByCategory = defineScenario({
	id: "inventory/page-by-category",
	title: "First page of live batches of one category",
	group: "inventory",
	kind: "read",
	caller: "ui",
	source: "getBatchesWithDetails in server/inventoryDb.ts: the Inventory page with status and category chosen",
	affected: true,
	weight: 15 * busyDay.staff,
	weightReason: "each of the staff chooses a category some 15 times",
	indexes: [batchesByProduct.name],
	result: "ordered",
	strata: [
		{
			id: "large-category",
			share: 0.7,
			keys: {
				by: "sql",
				sql: "SELECT category FROM products GROUP BY category ORDER BY COUNT(*) DESC, category LIMIT 1",
			},
			queries: firstPageOfCategory,
		},
		{
			id: "small-category",
			share: 0.3,
			keys: { by: "sql", sql: "SELECT category FROM products GROUP BY category ORDER BY COUNT(*), category LIMIT 1" },
			queries: firstPageOfCategory,
		},
	],
	// Tells the optimizer how many products a category has; without it, it takes a tenth for granted.
	remedy: { name: "idx_products_category", table: "products", columns: ["category"] },
});
