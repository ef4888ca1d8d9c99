import { desc, eq } from "drizzle-orm";
import { batches, brands, lots, products, vendors } from "../../../seed/terp/schema.ts";
import { terp } from "../builder.ts";

/** Rows of one page of the Inventory screen, and one more to know whether there is a next. */
const pageLength = 101;

/** The list behind the Inventory screen, its search and its filters: a batch with all its parents, newest first. */
export const inventoryPage = () =>
	terp
		.select({ batch: batches, product: products, brand: brands, lot: lots, vendor: vendors })
		.from(batches)
		.leftJoin(products, eq(batches.productId, products.id))
		.leftJoin(brands, eq(products.brandId, brands.id))
		.leftJoin(lots, eq(batches.lotId, lots.id))
		.leftJoin(vendors, eq(lots.vendorId, vendors.id))
		.orderBy(desc(batches.id))
		.limit(pageLength)
		.$dynamic();
