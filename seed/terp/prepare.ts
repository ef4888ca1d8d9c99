import { CustomerBook } from "./customer-book.ts";
import { InvoiceBook } from "./invoice-book.ts";
import type { TerpShared } from "./model.ts";
import { collectReceivables } from "./receivables.ts";
import { makeValuePools } from "./value-pools.ts";
import type { TerpVolumes } from "./volumes.ts";

/** What is made once per dataset: human-looking values, and one pass over all invoices (0.3 s per million of them). */
export function prepareTerp(seed: number, volumes: TerpVolumes): TerpShared {
	const invoices = new InvoiceBook(seed, volumes.invoices, new CustomerBook(seed, volumes.clients));
	return {
		pools: makeValuePools(seed, volumes),
		receivables: collectReceivables(invoices, volumes.clients, volumes.ledgerEntries / 2),
	};
}
