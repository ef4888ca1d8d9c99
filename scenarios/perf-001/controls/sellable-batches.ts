import { and, eq, inArray, sql } from "drizzle-orm";
import { batches, products } from "../../../seed/terp/schema.ts";
import { keyNumber } from "../../key.ts";
import { defineScenario, type Key } from "../../suite.ts";
import { busyDay } from "../assumptions.ts";
import { terp } from "../builder.ts";

const sellable = and(
	inArray(batches.status, ["LIVE", "PHOTOGRAPHY_COMPLETE"]),
	sql`CAST(${batches.onHandQty} AS DECIMAL(15,2)) > 0`,
);

const sheet = (key: Key) => [
	terp
		.select({ batch: batches, product: products.nameCanonical, category: products.category })
		.from(batches)
		.leftJoin(products, eq(batches.productId, products.id))
		.where(sellable)
		.limit(keyNumber(key)),
];

export const salesSheet = defineScenario({
	id: "controls/sales-sheet",
	title: "Batches for a sales sheet",
	group: "controls",
	tier: "full",
	kind: "control",
	caller: "ui",
	source:
		"getInventoryWithPricing in server/salesSheetsDb.ts, and alike the live catalogue and the matching of wishes: what can be sold, up to a limit",
	affected: false,
	weight: 5 * busyDay.staff,
	weightReason: "each of the staff starts five sheets",
	indexes: [],
	// LIMIT without an order: any such batches will do.
	result: "count",
	strata: [
		{ id: "50-batches", share: 0.5, keys: { by: "constant", keys: [[50]] }, queries: sheet },
		{ id: "1000-batches", share: 0.5, keys: { by: "constant", keys: [[1000]] }, queries: sheet },
	],
});

/** Of all columns, those that the sum takes: 30,000 whole rows at production scale would time the transfer. */
export const stockValuation = defineScenario({
	id: "controls/stock-valuation",
	title: "What the live stock is worth",
	group: "controls",
	tier: "full",
	kind: "control",
	caller: "api",
	source:
		"calculateTotalInventoryValue in server/cogsCalculation.ts and getInventoryValuation in dashboardAnalytics: every live batch, summed by the application",
	affected: false,
	weight: 30,
	weightReason: "some managers open the analytics",
	indexes: [],
	result: "set",
	strata: [
		{
			id: "all-live",
			share: 1,
			keys: { by: "constant", keys: [[]] },
			queries: () => [
				terp
					.select({
						id: batches.id,
						onHandQty: batches.onHandQty,
						cogsMode: batches.cogsMode,
						unitCogs: batches.unitCogs,
						unitCogsMin: batches.unitCogsMin,
						unitCogsMax: batches.unitCogsMax,
					})
					.from(batches)
					.where(eq(batches.status, "LIVE")),
			],
		},
	],
});
