import { and, eq, or, sql } from "drizzle-orm";
import { batches } from "../../../seed/terp/schema.ts";
import { keyNumber } from "../../key.ts";
import { defineScenario, type Key } from "../../suite.ts";
import { terp } from "../builder.ts";
import { batchesByProduct } from "../indexes.ts";

/** The application forgot parentheses, so the second half asks for sample batches of any product. */
const batchesForSample = (key: Key) => [
	terp
		.select()
		.from(batches)
		.where(
			or(
				and(eq(batches.productId, keyNumber(key)), eq(batches.sampleAvailable, 1)),
				and(eq(batches.sampleOnly, 1), sql`CAST(${batches.sampleQty} AS DECIMAL(10,2)) >= 1`),
			),
		),
];

export const sampleRequest = defineScenario({
	id: "inventory/sample-request",
	title: "Batches to take a sample of a product from",
	group: "inventory",
	tier: "full",
	kind: "read",
	caller: "api",
	source: "fulfillSampleRequest in server/samplesDb.ts, before it takes the sample",
	affected: true,
	weight: 20,
	weightReason: "20 samples a day",
	indexes: [batchesByProduct.name],
	result: "set",
	strata: [
		{
			id: "stocked-in-depth",
			share: 0.4,
			keys: { by: "frequency", column: batches.productId, from: 0, to: 0.02 },
			queries: batchesForSample,
		},
		{
			id: "typical",
			share: 0.6,
			keys: { by: "frequency", column: batches.productId, from: 0.2, to: 0.8 },
			queries: batchesForSample,
		},
	],
});
