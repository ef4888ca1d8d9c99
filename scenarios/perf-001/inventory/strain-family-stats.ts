import { eq, sql } from "drizzle-orm";
import { batches, products, strains } from "../../../seed/terp/schema.ts";
import { defineScenario } from "../../suite.ts";
import { terp } from "../builder.ts";
import { batchesByProduct } from "../indexes.ts";

const family = sql`COALESCE(${strains.parentStrainId}, ${strains.id})`;

/** Every product and every batch: one pass over both is cheap, a lookup for each product need not be. */
export const strainFamilyStats = defineScenario({
	id: "inventory/strain-family-stats",
	title: "Products and stock of every strain family",
	group: "inventory",
	tier: "full",
	kind: "read",
	caller: "api",
	source: "the view strain_family_stats, which adminMigrations makes: the whole of it",
	affected: true,
	weight: 5,
	weightReason: "an administrator looks at it some five times",
	indexes: [batchesByProduct.name],
	result: "set",
	strata: [
		{
			id: "all-families",
			share: 1,
			keys: { by: "constant", keys: [[]] },
			queries: () => [
				terp
					.select({
						family: sql`${family}`.as("family"),
						strains: sql`COUNT(DISTINCT ${strains.id})`,
						products: sql`COUNT(DISTINCT ${products.id})`,
						stock: sql`COALESCE(SUM(CAST(${batches.onHandQty} AS DECIMAL(10,2))), 0)`,
					})
					.from(strains)
					.leftJoin(products, eq(products.strainId, strains.id))
					.leftJoin(batches, eq(batches.productId, products.id))
					.groupBy(sql`family`),
			],
		},
	],
});
