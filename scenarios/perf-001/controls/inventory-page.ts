import { eq, lt } from "drizzle-orm";
import { batches } from "../../../seed/terp/schema.ts";
import { keyNumber } from "../../key.ts";
import { defineScenario } from "../../suite.ts";
import { busyDay } from "../assumptions.ts";
import { inventoryPage } from "../inventory/page.ts";

export const inventoryPages = defineScenario({
	id: "controls/inventory-page",
	title: "A page of the inventory",
	group: "controls",
	tier: "full",
	kind: "control",
	caller: "ui",
	source:
		"getBatchesWithDetails in server/inventoryDb.ts: the Inventory page as it opens, a later page, and one status chosen",
	affected: false,
	weight: 40 * busyDay.staff,
	weightReason: "each of the staff looks at 40 pages",
	indexes: [],
	result: "ordered",
	strata: [
		{ id: "first-page", share: 0.5, keys: { by: "constant", keys: [[]] }, queries: () => [inventoryPage()] },
		{
			id: "later-page",
			share: 0.3,
			keys: { by: "sql", sql: "SELECT id FROM batches ORDER BY CRC32(id), id LIMIT 20" },
			queries: (key) => [inventoryPage().where(lt(batches.id, keyNumber(key)))],
		},
		{
			id: "live-only",
			share: 0.2,
			keys: { by: "constant", keys: [[]] },
			queries: () => [inventoryPage().where(eq(batches.status, "LIVE"))],
		},
	],
});
