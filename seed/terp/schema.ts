import { accounts, fiscalPeriods, ledgerEntries } from "./schema/accounting.ts";
import { brands, products, productTags, strains, tags, vendors } from "./schema/catalogue.ts";
import { clients, invoices } from "./schema/customers.ts";
import { batches, batchLocations, lots, sales } from "./schema/inventory.ts";

export * from "./schema/accounting.ts";
export * from "./schema/catalogue.ts";
export * from "./schema/customers.ts";
export * from "./schema/inventory.ts";

/**
 * TERP's tables as they were before the six indexes (commit 73b05a22), in load order: parents first.
 * Property names are TERP's; where a column's name differs (batchStatus, deleted_at, teri_code) the definition says so.
 */
export const terpTables = [
	vendors,
	brands,
	strains,
	products,
	tags,
	productTags,
	lots,
	batches,
	batchLocations,
	clients,
	sales,
	invoices,
	accounts,
	fiscalPeriods,
	ledgerEntries,
] as const;
