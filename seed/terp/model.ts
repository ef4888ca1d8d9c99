import { BatchBook } from "./batch-book.ts";
import { CustomerBook } from "./customer-book.ts";
import { InvoiceBook } from "./invoice-book.ts";
import { JournalBook } from "./journal-book.ts";
import { ProductBook } from "./product-book.ts";
import { collectReceivables, type Receivables } from "./receivables.ts";
import type { ValuePools } from "./value-pools.ts";
import type { TerpVolumes } from "./volumes.ts";

/**
 * What every table's rows are drawn from. Each part is made when it is first asked for, and every worker makes its own:
 * that costs no more than handing one over, and holds what grows with the scale only where it is used.
 */
export class TerpModel {
	readonly seed: number;
	readonly volumes: TerpVolumes;
	readonly pools: ValuePools;
	private madeCustomers: CustomerBook | undefined;
	private madeProducts: ProductBook | undefined;
	private madeBatches: BatchBook | undefined;
	private madeInvoices: InvoiceBook | undefined;
	private madeReceivables: Receivables | undefined;
	private madeJournals: JournalBook | undefined;

	constructor(seed: number, volumes: TerpVolumes, pools: ValuePools) {
		this.seed = seed;
		this.volumes = volumes;
		this.pools = pools;
	}

	get customers(): CustomerBook {
		this.madeCustomers ??= new CustomerBook(this.seed, this.volumes.clients);
		return this.madeCustomers;
	}

	get products(): ProductBook {
		this.madeProducts ??= new ProductBook(this.seed, this.volumes);
		return this.madeProducts;
	}

	get batches(): BatchBook {
		this.madeBatches ??= new BatchBook(this.seed, this.volumes.batches, this.products);
		return this.madeBatches;
	}

	get invoices(): InvoiceBook {
		this.madeInvoices ??= new InvoiceBook(this.seed, this.volumes.invoices, this.customers);
		return this.madeInvoices;
	}

	/** Half a second per million invoices. */
	get receivables(): Receivables {
		this.madeReceivables ??= collectReceivables(this.invoices, this.volumes.clients, this.volumes.ledgerEntries / 2);
		return this.madeReceivables;
	}

	get journals(): JournalBook {
		this.madeJournals ??= new JournalBook(this.seed, this.volumes.ledgerEntries / 2, this.invoices, this.receivables);
		return this.madeJournals;
	}
}
