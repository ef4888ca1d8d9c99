import { eq, inArray } from "drizzle-orm";
import { batches, products } from "../../../seed/terp/schema.ts";
import { keyNumbers } from "../../key.ts";
import { defineScenario } from "../../suite.ts";
import { busyDay } from "../assumptions.ts";
import { terp } from "../builder.ts";

export const batchesById = defineScenario({
	id: "controls/batches-by-id",
	title: "Twenty batches by their ids, with their products",
	group: "controls",
	tier: "full",
	kind: "control",
	caller: "ui",
	source:
		"server/routers/vipPortal.ts and vipPortalAdmin.ts, and the price alerts: the catalogue shown to a VIP client",
	affected: false,
	weight: 2 * busyDay.vipClients,
	weightReason: "every VIP client opens the catalogue twice",
	indexes: [],
	result: "set",
	strata: [
		{
			id: "20-batches",
			share: 1,
			keys: {
				by: "sql",
				sql: `SELECT GROUP_CONCAT(id ORDER BY id) AS ids
					FROM (
						SELECT id, (ROW_NUMBER() OVER (ORDER BY CRC32(id), id) - 1) DIV 20 AS list
						FROM batches WHERE batchStatus = 'LIVE'
					) AS shuffled
					GROUP BY list HAVING COUNT(*) = 20 ORDER BY list LIMIT 20`,
			},
			queries: (key) => [
				terp
					.select({ batch: batches, product: products })
					.from(batches)
					.leftJoin(products, eq(batches.productId, products.id))
					.where(inArray(batches.id, keyNumbers(key))),
			],
		},
	],
});
