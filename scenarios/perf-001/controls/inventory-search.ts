import { like, or } from "drizzle-orm";
import { batches, brands, lots, products, vendors } from "../../../seed/terp/schema.ts";
import { keyText } from "../../key.ts";
import { defineScenario } from "../../suite.ts";
import { busyDay } from "../assumptions.ts";
import { inventoryPage } from "../inventory/page.ts";

const searched = [
	batches.sku,
	batches.code,
	products.nameCanonical,
	products.category,
	products.subcategory,
	brands.name,
	vendors.name,
	lots.code,
];

export const inventorySearch = defineScenario({
	id: "controls/inventory-search",
	title: "Inventory search",
	group: "controls",
	kind: "control",
	caller: "ui",
	source: "searchBatches in server/inventoryDb.ts: the search box of the Inventory page, eight columns LIKE '%...%'",
	affected: false,
	weight: 10 * busyDay.staff,
	weightReason: "each of the staff searches ten times",
	indexes: [],
	result: "ordered",
	strata: [
		{
			id: "one-batch",
			share: 1,
			keys: { by: "sql", sql: "SELECT code FROM batches ORDER BY CRC32(id), id LIMIT 20" },
			queries: (key) => {
				const pattern = `%${keyText(key)}%`;
				return [inventoryPage().where(or(...searched.map((column) => like(column, pattern))))];
			},
		},
	],
});
