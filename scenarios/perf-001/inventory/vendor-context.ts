import { and, between, eq, sql } from "drizzle-orm";
import { batches, brands, lots, products, sales } from "../../../seed/terp/schema.ts";
import { keyNumber, keyText } from "../../key.ts";
import { defineScenario, type Key, type KeySource, type Stratum } from "../../suite.ts";
import { busyDay } from "../assumptions.ts";
import { terp } from "../builder.ts";
import { batchesByProduct, salesByBatch } from "../indexes.ts";

const revenue = sql`SUM(CAST(${sales.salePrice} AS DECIMAL(15,4)) * CAST(${sales.quantity} AS DECIMAL(15,4)))`;

const soldByVendor = (key: Key) => [
	terp
		.select({ revenue, sales: sql`COUNT(*)` })
		.from(sales)
		.innerJoin(batches, eq(sales.batchId, batches.id))
		.innerJoin(lots, eq(batches.lotId, lots.id))
		.where(eq(lots.vendorId, keyNumber(key))),
];

const productsOfVendor = (key: Key) => [
	terp
		.selectDistinct({ brand: brands.name, productId: products.id, product: products.nameCanonical })
		.from(brands)
		.innerJoin(products, eq(products.brandId, brands.id))
		.innerJoin(batches, eq(batches.productId, products.id))
		.innerJoin(lots, eq(batches.lotId, lots.id))
		.where(eq(lots.vendorId, keyNumber(key))),
];

const soldOfProduct = (key: Key) => [
	terp
		.select({ revenue, quantity: sql`SUM(CAST(${sales.quantity} AS DECIMAL(15,4)))` })
		.from(sales)
		.innerJoin(batches, eq(sales.batchId, batches.id))
		.where(and(eq(batches.productId, keyNumber(key)), between(sales.saleDate, keyText(key, 1), keyText(key, 2)))),
];

const largeAndSmall = (queries: Stratum["queries"]): readonly Stratum[] => [
	{
		id: "large-vendor",
		share: 0.5,
		keys: { by: "frequency", column: lots.vendorId, from: 0, to: 0.1 },
		queries,
	},
	{
		id: "small-vendor",
		share: 0.5,
		keys: { by: "frequency", column: lots.vendorId, from: 0.5, to: 1 },
		queries,
	},
];

/** Products by the number of their batches, between two ranks (0..1), with the last 90 days of sales. */
const productsWithDates = (from: number, to: number): KeySource => ({
	by: "sql",
	sql: `SELECT productId, latest - INTERVAL 90 DAY AS since, latest FROM (
			SELECT productId, (ROW_NUMBER() OVER (ORDER BY COUNT(*) DESC, productId) - 1) / COUNT(*) OVER () AS place
			FROM batches GROUP BY productId
		) AS ranked, (SELECT MAX(saleDate) AS latest FROM sales) AS book
		WHERE place >= ${from} AND place < ${to} ORDER BY CRC32(productId), productId LIMIT 20`,
});

/** The vendor is a lot's own; the later version calls it supplier client. */
const shared = {
	group: "inventory",
	tier: "full",
	kind: "read",
	caller: "ui",
	affected: true,
	result: "set",
} as const;
const source = "server/vendorContextDb.ts (later than PERF-001): a vendor's page";
const pages = 2 * busyDay.staff;
const productsPerVendor = 20;

export const vendorSales = defineScenario({
	...shared,
	id: "inventory/vendor-sales",
	title: "What was sold of a vendor's goods",
	source,
	weight: pages,
	weightReason: "each of the staff opens two vendors",
	indexes: [salesByBatch.name],
	strata: largeAndSmall(soldByVendor),
});

export const vendorProducts = defineScenario({
	...shared,
	id: "inventory/vendor-products",
	title: "Brands and products that came from a vendor",
	source,
	weight: pages,
	weightReason: "each of the staff opens two vendors",
	indexes: [batchesByProduct.name],
	strata: largeAndSmall(productsOfVendor),
});

export const vendorProductStep = defineScenario({
	...shared,
	id: "inventory/vendor-product-step",
	title: "What was sold of one product in 90 days: one step of a vendor's page",
	source: `${source}, one query for each of the vendor's products`,
	weight: pages * productsPerVendor,
	weightReason: "each of the staff opens two vendors, and each page asks for some 20 products",
	indexes: [batchesByProduct.name, salesByBatch.name],
	strata: [
		{ id: "stocked-in-depth", share: 0.2, keys: productsWithDates(0, 0.02), queries: soldOfProduct },
		{ id: "typical", share: 0.8, keys: productsWithDates(0.2, 0.8), queries: soldOfProduct },
	],
});
