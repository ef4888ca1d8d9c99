import { eq } from "drizzle-orm";
import { batches } from "../../../seed/terp/schema.ts";
import { keyNumber } from "../../key.ts";
import { defineScenario } from "../../suite.ts";
import { terp } from "../builder.ts";
import { batchesByProduct } from "../indexes.ts";

export const cogsByProduct = defineScenario({
	id: "inventory/cogs-by-product",
	title: "All batches of a product, for its cost of goods",
	group: "inventory",
	kind: "read",
	caller: "api",
	source:
		"getCOGSBreakdownByProduct in server/cogsCalculation.ts, through the accountingHooks router; no screen calls it",
	affected: true,
	weight: 20,
	weightReason: "an integration asks for the cost of a few products",
	indexes: [batchesByProduct.name],
	result: "set",
	strata: [
		{
			id: "any-product",
			share: 1,
			keys: { by: "frequency", column: batches.productId, from: 0, to: 1 },
			queries: (key) => [
				terp
					.select()
					.from(batches)
					.where(eq(batches.productId, keyNumber(key))),
			],
		},
	],
});
