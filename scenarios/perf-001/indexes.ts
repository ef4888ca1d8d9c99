import type { IndexSet, IndexSpec } from "../suite.ts";

/** The six indexes of PERF-001 with the names of its migration; three of them never reached a database. */
export const batchesByProduct: IndexSpec = {
	name: "idx_batches_product_id",
	table: "batches",
	columns: ["productId"],
};

export const locationsByBatch: IndexSpec = {
	name: "idx_batch_locations_batch_id",
	table: "batchLocations",
	columns: ["batchId"],
};

export const tagsByProduct: IndexSpec = {
	name: "idx_product_tags_product_id",
	table: "productTags",
	columns: ["productId"],
};

export const salesByBatch: IndexSpec = {
	name: "idx_sales_batch_id",
	table: "sales",
	columns: ["batchId"],
};

export const entriesByAccount: IndexSpec = {
	name: "idx_ledger_entries_account_id",
	table: "ledgerEntries",
	columns: ["accountId"],
};

export const invoicesByCustomer: IndexSpec = {
	name: "idx_invoices_customer_id",
	table: "invoices",
	columns: ["customerId"],
};

export const perf001Indexes: readonly IndexSpec[] = [
	batchesByProduct,
	locationsByBatch,
	tagsByProduct,
	salesByBatch,
	entriesByAccount,
	invoicesByCustomer,
];

/** Two composites that came later, with the names of TERP's schema: each begins with the column of one of the six. */
const composites: readonly IndexSpec[] = [
	{ name: "idx_batches_product_status", table: "batches", columns: ["productId", "batchStatus"] },
	{ name: "idx_invoices_customer_status", table: "invoices", columns: ["customerId", "status"] },
];

export const perf001IndexSets: readonly IndexSet[] = [
	{ id: "none", title: "none", indexes: [] },
	{ id: "landed", title: "the three that landed", indexes: [batchesByProduct, entriesByAccount, invoicesByCustomer] },
	{ id: "all", title: "all six", indexes: perf001Indexes },
	{ id: "composites", title: "the later composites", indexes: composites },
];
