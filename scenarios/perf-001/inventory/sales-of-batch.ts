import { desc, eq } from "drizzle-orm";
import { sales } from "../../../seed/terp/schema.ts";
import { keyNumber } from "../../key.ts";
import { defineScenario } from "../../suite.ts";
import { terp } from "../builder.ts";
import { salesByBatch } from "../indexes.ts";

export const salesOfOneBatch = defineScenario({
	id: "inventory/sales-of-batch",
	title: "All sales of one batch",
	group: "inventory",
	kind: "read",
	caller: "dead",
	source: "getSalesByBatch in server/salesDb.ts, which nothing calls",
	affected: true,
	weight: 0.1,
	weightReason: "dead code: as good as never, yet the query the index was meant for",
	indexes: [salesByBatch.name],
	result: "set",
	strata: [
		{
			id: "any-batch",
			share: 1,
			keys: { by: "frequency", column: sales.batchId, from: 0, to: 1 },
			queries: (key) => [
				terp
					.select()
					.from(sales)
					.where(eq(sales.batchId, keyNumber(key)))
					.orderBy(desc(sales.saleDate)),
			],
		},
	],
});
