import { between, desc, sql } from "drizzle-orm";
import { sales } from "../../../seed/terp/schema.ts";
import { keyText } from "../../key.ts";
import { defineScenario } from "../../suite.ts";
import { terp } from "../builder.ts";

const quantity = sql`CAST(${sales.quantity} AS DECIMAL(15,4))`;
const revenue = sql`SUM(${quantity} * CAST(${sales.salePrice} AS DECIMAL(15,4)))`;

export const topProducts = defineScenario({
	id: "controls/top-products",
	title: "The ten products that sold best in a month",
	group: "controls",
	tier: "full",
	kind: "control",
	caller: "ui",
	source: "getTopPerformingProducts in dashboardAnalytics: sales by date; that the server does the sum is assumed",
	affected: false,
	weight: 30,
	weightReason: "some managers open the analytics",
	indexes: [],
	result: "set",
	strata: [
		{
			id: "last-30-days",
			share: 1,
			keys: {
				by: "sql",
				sql: "SELECT MAX(saleDate) - INTERVAL 30 DAY AS since, MAX(saleDate) AS latest FROM sales ORDER BY latest",
			},
			queries: (key) => [
				terp
					.select({ productId: sales.productId, revenue, quantity: sql`SUM(${quantity})` })
					.from(sales)
					.where(between(sales.saleDate, keyText(key), keyText(key, 1)))
					.groupBy(sales.productId)
					.orderBy(desc(revenue), desc(sales.productId))
					.limit(10),
			],
		},
	],
});
