import { and, eq, gte, lte, sql } from "drizzle-orm";
import { batches, lots, sales } from "../../../seed/terp/schema.ts";
import { keyNumber, keyText } from "../../key.ts";
import { defineScenario } from "../../suite.ts";
import { terp } from "../builder.ts";
import { batchesByProduct, salesByBatch } from "../indexes.ts";

const quantity = sql`CAST(${sales.quantity} AS DECIMAL(15,4))`;

export const vendorProductStep = defineScenario({
	id: "inventory/vendor-product-step",
	title: "A year's sales of one product of a vendor: one step of the vendor's record",
	group: "inventory",
	kind: "read",
	caller: "api",
	source:
		"getProductPerformance in server/vendorContextDb.ts (later than PERF-001): one query for each product of the vendor; lots.vendorId in place of the later supplierClientId",
	affected: true,
	weight: 1_000,
	weightReason: "two vendor records a day, with some 500 products each",
	indexes: [batchesByProduct.name, salesByBatch.name],
	result: "set",
	strata: [
		{
			id: "any-product",
			share: 1,
			keys: {
				by: "sql",
				sql: `SELECT l.vendorId, b.productId, m.latest - INTERVAL 1 YEAR AS since, m.latest
					FROM batches b
					JOIN lots l ON l.id = b.lotId
					JOIN (SELECT MAX(saleDate) AS latest FROM sales) AS m
					ORDER BY CRC32(b.id), b.id LIMIT 20`,
			},
			queries: (key) => [
				terp
					.select({
						sold: sql`COALESCE(SUM(${quantity}), 0)`,
						revenue: sql`COALESCE(SUM(CAST(${sales.salePrice} AS DECIMAL(15,2)) * ${quantity}), 0)`,
						sales: sql`COUNT(${sales.id})`,
						daysToSell: sql`AVG(DATEDIFF(${sales.saleDate}, ${batches.createdAt}))`,
					})
					.from(sales)
					.innerJoin(batches, eq(sales.batchId, batches.id))
					.innerJoin(lots, eq(batches.lotId, lots.id))
					.where(
						and(
							eq(lots.vendorId, keyNumber(key)),
							eq(batches.productId, keyNumber(key, 1)),
							gte(sales.saleDate, keyText(key, 2)),
							lte(sales.saleDate, keyText(key, 3)),
						),
					),
			],
		},
	],
});
