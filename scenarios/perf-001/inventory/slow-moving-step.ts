import { and, eq, gte } from "drizzle-orm";
import { sales } from "../../../seed/terp/schema.ts";
import { keyNumber, keyText } from "../../key.ts";
import { defineScenario, type Key } from "../../suite.ts";
import { busyDay } from "../assumptions.ts";
import { terp } from "../builder.ts";
import { salesByBatch } from "../indexes.ts";

const anySaleSince = (key: Key) => [
	terp
		.select()
		.from(sales)
		.where(and(eq(sales.batchId, keyNumber(key)), gte(sales.saleDate, keyText(key, 1))))
		.limit(1),
];

/** Batches the job looks at, with the moment 90 days before the last sale. */
const jobBatches = (soldLately: boolean) => `SELECT b.id, (SELECT MAX(saleDate) FROM sales) - INTERVAL 90 DAY AS since
	FROM batches b
	WHERE b.batchStatus IN ('LIVE', 'PHOTOGRAPHY_COMPLETE') AND b.id ${soldLately ? "" : "NOT "}IN (
		SELECT batchId FROM sales WHERE saleDate >= (SELECT MAX(saleDate) FROM sales) - INTERVAL 90 DAY
	)
	ORDER BY CRC32(b.id), b.id LIMIT 20`;

export const slowMovingStep = defineScenario({
	id: "inventory/slow-moving-step",
	title: "Has this batch been sold in 90 days? One step of the alert job",
	group: "inventory",
	kind: "read",
	caller: "job",
	source:
		"checkSlowMoving in server/inventoryAlerts.ts: one query for each live batch; meant to run daily, started through dashboardEnhanced.generateAlerts",
	affected: true,
	weight: busyDay.liveBatches,
	weightReason: "one run a day asks for each live batch; about half of them have been sold lately",
	indexes: [salesByBatch.name],
	// LIMIT without an order: any one sale will do.
	result: "count",
	strata: [
		{ id: "sold-lately", share: 0.5, keys: { by: "sql", sql: jobBatches(true) }, queries: anySaleSince },
		{ id: "slow-moving", share: 0.5, keys: { by: "sql", sql: jobBatches(false) }, queries: anySaleSince },
	],
});
