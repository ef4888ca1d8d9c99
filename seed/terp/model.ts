import { lazily } from "../lazily.ts";
import { BatchBook } from "./batch-book.ts";
import { CustomerBook } from "./customer-book.ts";
import { InvoiceBook } from "./invoice-book.ts";
import { JournalBook } from "./journal-book.ts";
import { ProductBook } from "./product-book.ts";
import { collectReceivables, type Receivables } from "./receivables.ts";
import type { ValuePools } from "./value-pools.ts";
import type { TerpVolumes } from "./volumes.ts";

/** What every table's rows are drawn from. */
export interface TerpModel {
	readonly seed: number;
	readonly volumes: TerpVolumes;
	readonly pools: ValuePools;
	readonly customers: CustomerBook;
	readonly products: ProductBook;
	readonly batches: BatchBook;
	readonly invoices: InvoiceBook;
	readonly receivables: Receivables;
	readonly journals: JournalBook;
}

/**
 * Each part is made when it is first asked for, and every worker makes its own: that costs no more than handing one over,
 * and holds what grows with the scale only where it is used. The receivables take half a second per million invoices.
 */
export function terpModel(seed: number, volumes: TerpVolumes, pools: ValuePools): TerpModel {
	const { clients, batches, invoices, ledgerEntries } = volumes;
	const journals = ledgerEntries / 2;
	const model: TerpModel = lazily<TerpModel>({
		seed: () => seed,
		volumes: () => volumes,
		pools: () => pools,
		customers: () => new CustomerBook(seed, clients),
		products: () => new ProductBook(seed, volumes),
		batches: () => new BatchBook(seed, batches, model.products),
		invoices: () => new InvoiceBook(seed, invoices, model.customers),
		receivables: () => collectReceivables(model.invoices, clients, journals),
		journals: () => new JournalBook(seed, journals, model.invoices, model.receivables),
	});
	return model;
}
