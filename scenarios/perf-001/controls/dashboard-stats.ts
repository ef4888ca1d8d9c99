import { eq, sql } from "drizzle-orm";
import { batches, products } from "../../../seed/terp/schema.ts";
import { defineScenario } from "../../suite.ts";
import { terp } from "../builder.ts";

const onHand = sql`CAST(${batches.onHandQty} AS DECIMAL(15,2))`;
const value = sql`${onHand} * CAST(COALESCE(${batches.unitCogs}, '0') AS DECIMAL(15,2))`;
const countOf = (status: (typeof batches.status.enumValues)[number]) =>
	sql`COUNT(CASE WHEN ${batches.status} = ${status} THEN 1 END)`;

export const dashboardStats = defineScenario({
	id: "controls/dashboard-stats",
	title: "Stock figures of the dashboard",
	group: "controls",
	kind: "control",
	caller: "ui",
	source: "getDashboardStats in server/inventoryDb.ts: totals over all batches, then live stock by category",
	affected: false,
	weight: 200,
	weightReason: "the application keeps the figures for some minutes, so not every view of the dashboard asks",
	indexes: [],
	result: "set",
	strata: [
		{
			id: "all-batches",
			share: 1,
			keys: { by: "constant", keys: [[]] },
			queries: () => [
				terp
					.select({
						units: sql`SUM(${onHand})`,
						value: sql`SUM(${value})`,
						awaiting: countOf("AWAITING_INTAKE"),
						live: countOf("LIVE"),
						onHold: countOf("ON_HOLD"),
						quarantined: countOf("QUARANTINED"),
						soldOut: countOf("SOLD_OUT"),
					})
					.from(batches)
					.leftJoin(products, eq(batches.productId, products.id)),
				terp
					.select({ category: products.category, units: sql`SUM(${onHand})`, value: sql`SUM(${value})` })
					.from(batches)
					.innerJoin(products, eq(batches.productId, products.id))
					.where(eq(batches.status, "LIVE"))
					.groupBy(products.category),
			],
		},
	],
});
