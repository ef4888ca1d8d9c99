import { and, asc, eq } from "drizzle-orm";
import { batches } from "../../../seed/terp/schema.ts";
import { keyNumber } from "../../key.ts";
import { defineScenario, type Key } from "../../suite.ts";
import { busyDay } from "../assumptions.ts";
import { terp } from "../builder.ts";
import { batchesByProduct } from "../indexes.ts";

/** Without the later version's "not deleted" filter: the modelled schema has no such column on batches. */
const availableBatches = (key: Key) => [
	terp
		.select({
			id: batches.id,
			sku: batches.sku,
			code: batches.code,
			onHandQty: batches.onHandQty,
			reservedQty: batches.reservedQty,
			quarantineQty: batches.quarantineQty,
			holdQty: batches.holdQty,
			unitCogs: batches.unitCogs,
			grade: batches.grade,
			status: batches.status,
			createdAt: batches.createdAt,
		})
		.from(batches)
		.where(and(eq(batches.productId, keyNumber(key)), eq(batches.status, "LIVE")))
		.orderBy(asc(batches.createdAt)),
];

export const lotPicker = defineScenario({
	id: "inventory/lot-picker",
	title: "Live batches of a product to choose from",
	group: "inventory",
	kind: "read",
	caller: "ui",
	source:
		"getAvailableForProduct in server/routers/inventory.ts (later than PERF-001): choosing the lot of an order line",
	affected: true,
	weight: busyDay.saleLines,
	weightReason: "once for each order line of the day",
	indexes: [batchesByProduct.name],
	// Batches taken in at the same moment have no order among themselves.
	result: "set",
	strata: [
		{
			id: "stocked-in-depth",
			share: 0.4,
			keys: { by: "frequency", column: batches.productId, from: 0, to: 0.02 },
			queries: availableBatches,
		},
		{
			id: "typical",
			share: 0.6,
			keys: { by: "frequency", column: batches.productId, from: 0.2, to: 0.8 },
			queries: availableBatches,
		},
	],
});
