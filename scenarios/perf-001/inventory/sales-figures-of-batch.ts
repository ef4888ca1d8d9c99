import { eq, sql } from "drizzle-orm";
import { sales } from "../../../seed/terp/schema.ts";
import { keyNumber } from "../../key.ts";
import { defineScenario, type Key, type Stratum } from "../../suite.ts";
import { terp } from "../builder.ts";
import { salesByBatch } from "../indexes.ts";

const quantity = sql`CAST(${sales.quantity} AS DECIMAL(15,4))`;

const figures = (key: Key) => [
	terp
		.select({
			sales: sql`COUNT(*)`,
			quantity: sql`SUM(${quantity})`,
			revenue: sql`SUM(${quantity} * CAST(${sales.salePrice} AS DECIMAL(15,4)))`,
			cogs: sql`SUM(${quantity} * CAST(${sales.cogsAtSale} AS DECIMAL(15,4)))`,
		})
		.from(sales)
		.where(eq(sales.batchId, keyNumber(key))),
];

/** The index alone answers it. */
const count = (key: Key) => [
	terp
		.select({ sales: sql`COUNT(*)` })
		.from(sales)
		.where(eq(sales.batchId, keyNumber(key))),
];

const popularAndRare = (queries: Stratum["queries"]): readonly Stratum[] => [
	{
		id: "popular-batch",
		share: 0.6,
		keys: { by: "frequency", column: sales.batchId, from: 0, to: 0.02 },
		queries,
	},
	{
		id: "quiet-batch",
		share: 0.4,
		keys: { by: "frequency", column: sales.batchId, from: 0.5, to: 1 },
		queries,
	},
];

const shared = {
	group: "inventory",
	tier: "full",
	kind: "read",
	caller: "dead",
	affected: true,
	weight: 0.1,
	weightReason: "dead code: as good as never, yet a query the index was meant for",
	indexes: [salesByBatch.name],
	result: "set",
} as const;

export const salesFiguresOfBatch = defineScenario({
	...shared,
	id: "inventory/sales-figures-of-batch",
	title: "Revenue and cost of one batch's sales",
	source: "getBatchSalesStats in server/salesDb.ts, which nothing calls",
	strata: popularAndRare(figures),
});

export const salesCountOfBatch = defineScenario({
	...shared,
	id: "inventory/sales-count-of-batch",
	title: "How many sales a new cost of one batch would change",
	source: "getAffectedSalesCount in server/salesDb.ts, which nothing calls",
	strata: popularAndRare(count),
});
