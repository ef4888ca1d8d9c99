import { batches, batchLocations, invoices, ledgerEntries, productTags, sales } from "../../../seed/terp/schema.ts";
import { keyNumber, keyText } from "../../key.ts";
import { defineWrite, type WriteScenario } from "../../suite.ts";
import { busyDay } from "../assumptions.ts";
import { terpDatabase } from "../builder.ts";
import {
	batchesByProduct,
	entriesByAccount,
	invoicesByCustomer,
	locationsByBatch,
	salesByBatch,
	tagsByProduct,
} from "../indexes.ts";
import {
	batchKeys,
	invoiceKeys,
	journalKeys,
	locationKeys,
	newBatch,
	newEntries,
	newInvoice,
	newLocation,
	newSale,
	newTag,
	saleKeys,
	tagKeys,
} from "./new-rows.ts";

/** One record added to one table and committed by itself: the plain cost of each index. */
const plainInsert = { kind: "insert", searches: [], transaction: false, concurrent: false } as const;

const sale = defineWrite({
	...plainInsert,
	id: "writes/sale",
	title: "One sale line is added",
	caller: "dead",
	source: "createSale in server/salesDb.ts, which nothing calls: TERP has no live writer of sales",
	weight: busyDay.saleLines,
	weightReason: "every sale line of the day, as if TERP recorded them here",
	tables: [sales],
	maintains: [salesByBatch.name],
	keys: saleKeys,
	unit: (next) => ({ queries: [terpDatabase.insert(sales).values(newSale(next()))] }),
});

const journalEntry = defineWrite({
	...plainInsert,
	id: "writes/journal-entry",
	title: "A journal's two ledger entries are added",
	caller: "ui",
	source: "createJournalEntry in server/accountingHooks.ts: two INSERTs, no transaction, per sale, payment or refund",
	weight: busyDay.invoices + busyDay.payments,
	weightReason: "one journal per invoice and per payment",
	tables: [ledgerEntries],
	maintains: [entriesByAccount.name],
	keys: journalKeys,
	unit: (next, serial) => ({
		queries: newEntries(next(), serial).map((entry) => terpDatabase.insert(ledgerEntries).values(entry)),
	}),
});

const invoice = defineWrite({
	...plainInsert,
	id: "writes/invoice",
	title: "One invoice is added",
	caller: "ui",
	source: "createInvoice in server/arApDb.ts: a clerk bills an order",
	weight: busyDay.invoices,
	weightReason: "every invoice of the day",
	tables: [invoices],
	maintains: [invoicesByCustomer.name],
	keys: invoiceKeys,
	unit: (next, serial) => ({ queries: [terpDatabase.insert(invoices).values(newInvoice(next(), serial))] }),
});

const batch = defineWrite({
	...plainInsert,
	id: "writes/batch",
	title: "One batch is added",
	caller: "ui",
	source: "processIntake in server/inventoryIntakeService.ts, its insert of the batch alone",
	weight: 100,
	weightReason: "50,000 batches in some 480 working days",
	tables: [batches],
	maintains: [batchesByProduct.name],
	keys: batchKeys,
	unit: (next, serial) => ({ queries: [terpDatabase.insert(batches).values(newBatch(next(), serial))] }),
});

const batchLocation = defineWrite({
	...plainInsert,
	id: "writes/batch-location",
	title: "One place of a batch is added",
	caller: "ui",
	source: "processIntake and transfer, their insert of the place alone",
	weight: 150,
	weightReason: "75,000 places in some 480 working days",
	tables: [batchLocations],
	maintains: [locationsByBatch.name],
	keys: locationKeys,
	unit: (next) => {
		const key = next();
		return { queries: [terpDatabase.insert(batchLocations).values(newLocation(keyNumber(key), keyText(key, 1)))] };
	},
});

const productTag = defineWrite({
	...plainInsert,
	id: "writes/product-tag",
	title: "One tag of a product is added",
	caller: "ui",
	source: "bulkAddTags in server/tagManagementService.ts, its insert alone",
	weight: 40,
	weightReason: "20,000 assignments in some 480 working days",
	tables: [productTags],
	maintains: [tagsByProduct.name],
	keys: tagKeys,
	unit: (next, serial) => ({ queries: [terpDatabase.insert(productTags).values(newTag(next(), serial))] }),
});

export const inserts: readonly WriteScenario[] = [sale, journalEntry, invoice, batch, batchLocation, productTag];
