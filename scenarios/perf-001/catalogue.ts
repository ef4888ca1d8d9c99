/** One entry of TERP's catalogue of reads, and the scenarios that measure it. */
export interface CatalogueEntry {
	/** I: inventory, F: financial, C: customer. */
	readonly entry: string;
	/** What the application reads. */
	readonly read: string;
	readonly scenarios: readonly string[];
	/** What of it the modelled tables cannot express, and why. */
	readonly leftOut?: string;
}

/**
 * Every read of the application on the six indexed tables, as TERP's code has them at PERF-001 and, where an entry's
 * scenario says so, later.
 */
export const perf001Catalogue: readonly CatalogueEntry[] = [
	{ entry: "I1", read: "places of a batch, in its drawer", scenarios: ["inventory/batch-locations"] },
	{
		entry: "I2",
		read: "places of a batch in order; all places",
		scenarios: ["inventory/locations-sorted", "controls/location-list"],
	},
	{ entry: "I3", read: "stock by place", scenarios: ["controls/location-inventory"] },
	{
		entry: "I4",
		read: "products of a strain family with stock; the view of all families",
		scenarios: ["inventory/strain-products", "inventory/strain-family-stats"],
	},
	{ entry: "I5", read: "batches of a product, for its cost", scenarios: ["inventory/cogs-by-product"] },
	{
		entry: "I6",
		read: "live batches of a product, to choose a lot",
		scenarios: ["inventory/lot-picker"],
		leftOut: "the filter on deleted_at: batches have no such column at PERF-001",
	},
	{ entry: "I7", read: "batches to take a sample from", scenarios: ["inventory/sample-request"] },
	{
		entry: "I8",
		read: "pages of the inventory, by status and category",
		scenarios: ["inventory/page-by-category", "controls/inventory-page"],
	},
	{
		entry: "I9",
		read: "inventory search",
		scenarios: ["controls/inventory-search"],
		leftOut: "later pages: the application's own cursor is lost among its ORs",
	},
	{ entry: "I10", read: "stock figures of the dashboard", scenarios: ["controls/dashboard-stats"] },
	{
		entry: "I11",
		read: "what can be sold, up to a limit; the value of all of it",
		scenarios: ["controls/sales-sheet", "controls/stock-valuation"],
		leftOut: "prices by client: the tables of pricing profiles are not modelled",
	},
	{ entry: "I12", read: "batches by their ids", scenarios: ["controls/batches-by-id"] },
	{ entry: "I13", read: "slow-moving stock, a step for each live batch", scenarios: ["inventory/slow-moving-step"] },
	{
		entry: "I14",
		read: "sales of a batch, their figures, their number",
		scenarios: ["inventory/sales-of-batch", "inventory/sales-figures-of-batch", "inventory/sales-count-of-batch"],
	},
	{ entry: "I15", read: "products that share tags with one", scenarios: ["inventory/similar-products"] },
	{
		entry: "I16",
		read: "products that share tags with what a client bought",
		scenarios: ["inventory/product-recommendations"],
		leftOut: "the query for the purchases: orders are not modelled; the ids come from the sales",
	},
	{
		entry: "I17",
		read: "products with some tags; how many products have a tag",
		scenarios: ["controls/tag-search", "controls/tag-usage-step"],
	},
	{ entry: "I18", read: "tags of a product", scenarios: ["inventory/product-tags"] },
	{ entry: "I19", read: "batches at a place", scenarios: ["inventory/location-search"] },
	{ entry: "I20", read: "places of the batches of a pick list", scenarios: ["inventory/pick-list"] },
	{
		entry: "I21",
		read: "a vendor's sales, products, and sales product by product",
		scenarios: ["inventory/vendor-sales", "inventory/vendor-products", "inventory/vendor-product-step"],
		leftOut: "the column supplierClientId: lots name a vendor at PERF-001, and that takes its place",
	},
	{
		entry: "I22",
		read: "batches of each category; batches that a client wants",
		scenarios: ["inventory/category-counts", "inventory/client-want"],
		leftOut: "the later version's own table of categories: the names on the products take its place",
	},
	{ entry: "F1", read: "balance of an account", scenarios: ["financial/account-balance"] },
	{
		entry: "F2",
		read: "entries of an account; of some days",
		scenarios: ["financial/general-ledger", "controls/ledger-page"],
		leftOut: "a busy account without dates, half a million rows: it would time the transfer",
	},
	{ entry: "F3", read: "trial balance", scenarios: ["financial/trial-balance"] },
	{ entry: "F4", read: "entries that a document has caused", scenarios: ["controls/entries-of-reference"] },
	{ entry: "F5", read: "nightly check of the ledger", scenarios: ["controls/ledger-check"] },
	{ entry: "F6", read: "an entry by its number; the last one", scenarios: ["controls/journal-entry"] },
	{
		entry: "F7",
		read: "open invoices: ageing, and by due date",
		scenarios: ["controls/receivables-ageing", "controls/outstanding-receivables"],
	},
	{ entry: "F8", read: "receivables, overdue and revenue", scenarios: ["controls/receivables-figures"] },
	{
		entry: "F9",
		read: "all invoices, and their number, for the dashboard",
		scenarios: ["financial/dashboard-invoices"],
		leftOut: "margins: the lines of orders and invoices are not modelled",
	},
	{ entry: "F10", read: "best-selling products", scenarios: ["controls/top-products"] },
	{
		entry: "F11",
		read: "who owes most; what every client owes",
		scenarios: ["financial/top-debtors", "financial/receivables-check"],
	},
	{
		entry: "C1",
		read: "a client's invoices in the portal, all or searched",
		scenarios: ["customer/portal-invoices", "customer/portal-search"],
	},
	{
		entry: "C2",
		read: "leaderboard: a sum or a count for each VIP client",
		scenarios: ["customer/leaderboard-step", "customer/leaderboard-count-step"],
	},
	{
		entry: "C3",
		read: "a page of invoices, of a client or of a status",
		scenarios: ["customer/invoice-list", "controls/invoices-by-status"],
	},
	{
		entry: "C4",
		read: "what a client owes",
		scenarios: ["customer/balance"],
		leftOut: "payments and orders not yet invoiced, which later exposures add: neither table is modelled",
	},
	{
		entry: "C5",
		read: "a client's statement",
		scenarios: ["customer/statement"],
		leftOut: "its second query, on payments: the table is not modelled",
	},
	{ entry: "C6", read: "a client's last invoices", scenarios: ["customer/recent-invoices"] },
	{ entry: "C7", read: "what a client bought in a year", scenarios: ["customer/year-total"] },
	{
		entry: "C8",
		read: "the invoices screen, list and summary, of a client or of all",
		scenarios: ["customer/invoice-screen", "controls/invoice-screen"],
	},
];
