import type { GeneratorInput, RowGenerator } from "../dataset-spec.ts";
import { lazily } from "../lazily.ts";
import { terpModel } from "./model.ts";
import type { TableRows } from "./table-rows.ts";
import { accounts } from "./tables/accounts.ts";
import { batchLocations } from "./tables/batch-locations.ts";
import { batches } from "./tables/batches.ts";
import { brands } from "./tables/brands.ts";
import { clients } from "./tables/clients.ts";
import { fiscalPeriods } from "./tables/fiscal-periods.ts";
import { invoices } from "./tables/invoices.ts";
import { ledgerEntries } from "./tables/ledger-entries.ts";
import { lots } from "./tables/lots.ts";
import { productTags } from "./tables/product-tags.ts";
import { products } from "./tables/products.ts";
import { sales } from "./tables/sales.ts";
import { strains } from "./tables/strains.ts";
import { tags } from "./tables/tags.ts";
import { vendors } from "./tables/vendors.ts";
import type { ValuePools } from "./value-pools.ts";
import type { TerpVolumes } from "./volumes.ts";

/** How every table's rows are made, parents first. */
export const tableRows: readonly TableRows[] = [
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
];

/** Called in each worker. A table's generator, and what it draws from, is made when the table is first asked for. */
export function rowGenerators({ seed, volumes, shared }: GeneratorInput): Record<string, RowGenerator> {
	// Both come from terpDataset itself, which made them with these types.
	const model = terpModel(seed, volumes as TerpVolumes, shared as ValuePools);
	return lazily(Object.fromEntries(tableRows.map(({ name, rows }) => [name, () => rows(model)])));
}
