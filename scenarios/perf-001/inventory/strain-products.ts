import { desc, eq, getTableColumns, or, sql } from "drizzle-orm";
import { batches, products, strains } from "../../../seed/terp/schema.ts";
import { keyNumber } from "../../key.ts";
import { defineScenario, type Key } from "../../suite.ts";
import { busyDay } from "../assumptions.ts";
import { terp } from "../builder.ts";
import { batchesByProduct } from "../indexes.ts";

const productsOfFamily = (key: Key) => {
	const family = keyNumber(key);
	const stock = sql`COALESCE(SUM(CAST(${batches.onHandQty} AS DECIMAL(10,2))), 0)`.as("total_inventory");
	return [
		terp
			.select({
				...getTableColumns(products),
				strainName: sql`${strains.name}`.as("strain_name"),
				strainBaseName: sql`${strains.baseStrainName}`.as("strain_base_name"),
				stock,
			})
			.from(products)
			.innerJoin(strains, eq(products.strainId, strains.id))
			.leftJoin(batches, eq(batches.productId, products.id))
			.where(or(eq(strains.id, family), eq(strains.parentStrainId, family)))
			.groupBy(products.id, strains.name, strains.baseStrainName)
			.having(sql`${stock} > 0`)
			.orderBy(desc(stock)),
	];
};

/** Families by the number of their batches, from one rank (0..1) to before another; a family is a strain without a parent, and its variants. */
const familiesBySize = (from: number, to: number) => `SELECT family FROM (
		SELECT COALESCE(s.parentStrainId, s.id) AS family, (ROW_NUMBER() OVER (ORDER BY COUNT(*) DESC, COALESCE(s.parentStrainId, s.id)) - 1) / COUNT(*) OVER () AS place
		FROM strains s JOIN products p ON p.strainId = s.id JOIN batches b ON b.productId = p.id
		GROUP BY family
	) AS families
	WHERE place >= ${from} AND place < ${to} ORDER BY CRC32(family), family LIMIT 20`;

export const strainProducts = defineScenario({
	id: "inventory/strain-products",
	title: "Products of a strain family with their stock",
	group: "inventory",
	kind: "read",
	caller: "ui",
	source: "getProductsByFamily in server/services/strainService.ts: the strain page",
	affected: true,
	weight: 4 * busyDay.staff,
	weightReason: "each of the staff opens 4 strain pages",
	indexes: [batchesByProduct.name],
	// Two products may have the same stock, so the order is not total.
	result: "set",
	strata: [
		{ id: "large-family", share: 0.3, keys: { by: "sql", sql: familiesBySize(0, 0.05) }, queries: productsOfFamily },
		{ id: "typical-family", share: 0.7, keys: { by: "sql", sql: familiesBySize(0.3, 0.7) }, queries: productsOfFamily },
	],
});
