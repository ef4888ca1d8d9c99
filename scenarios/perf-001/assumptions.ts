/**
 * The busy day from which every scenario's weight is reckoned. TERP has no record of its load, so this is an
 * assumption: the modelled volumes (1,000,000 sale lines and 250,000 invoices in 22 months of some 480 working
 * days) give the events, and the staff is what such a trade would employ. Each scenario says how it gets from
 * here to its own figure; the report shows every group under equal weights too.
 */
export const busyDay = {
	saleLines: 2_000,
	invoices: 500,
	payments: 500,
	staff: 30,
	accountants: 5,
	clients: 1_000,
	/** Clients who use the VIP portal. */
	vipClients: 200,
	/** Of 50,000 batches, the 60 % that are LIVE. */
	liveBatches: 30_000,
} as const;
