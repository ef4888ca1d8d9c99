import { BatchBook } from "./batch-book.ts";
import { CustomerBook } from "./customer-book.ts";
import { InvoiceBook } from "./invoice-book.ts";
import { JournalBook } from "./journal-book.ts";
import { ProductBook } from "./product-book.ts";
import type { Receivables } from "./receivables.ts";
import type { ValuePools } from "./value-pools.ts";
import type { TerpVolumes } from "./volumes.ts";

/** Made once per dataset and handed to every worker. */
export interface TerpShared {
	readonly pools: ValuePools;
	readonly receivables: Receivables;
}

/** What every table's rows are drawn from. */
export interface TerpModel {
	readonly seed: number;
	readonly volumes: TerpVolumes;
	readonly pools: ValuePools;
	readonly receivables: Receivables;
	readonly customers: CustomerBook;
	readonly products: ProductBook;
	readonly batches: BatchBook;
	readonly invoices: InvoiceBook;
	readonly journals: JournalBook;
}

/** Cheap: every worker makes its own. */
export function terpModel(seed: number, volumes: TerpVolumes, shared: TerpShared): TerpModel {
	const customers = new CustomerBook(seed, volumes.clients);
	const products = new ProductBook(seed, volumes);
	const invoices = new InvoiceBook(seed, volumes.invoices, customers);
	return {
		seed,
		volumes,
		...shared,
		customers,
		products,
		batches: new BatchBook(seed, volumes.batches, products),
		invoices,
		journals: new JournalBook(seed, volumes.ledgerEntries / 2, invoices, shared.receivables),
	};
}
