import { eq, type SQL, sql } from "drizzle-orm";
import { invoices } from "../../../seed/terp/schema.ts";
import { defineScenario } from "../../suite.ts";
import { busyDay } from "../assumptions.ts";
import { terp } from "../builder.ts";

/**
 * The application reads every column of every invoice and groups them itself; here it reads those that its sums take,
 * or a quarter of a million whole rows would time the transfer.
 */
const countAndRows = (filter: SQL | undefined) => [
	terp.select({ count: sql`COUNT(*)` }).from(invoices).where(filter),
	terp
		.select({ customerId: invoices.customerId, totalAmount: invoices.totalAmount, amountPaid: invoices.amountPaid })
		.from(invoices)
		.where(filter),
];

/**
 * Names no indexed column, so no claim speaks of it; yet no control either: a bare COUNT(*) may walk the index on
 * customerId, which is the narrowest of the table.
 */
export const dashboardInvoices = defineScenario({
	id: "financial/dashboard-invoices",
	title: "All invoices for the figures of the dashboard",
	group: "financial",
	tier: "full",
	kind: "read",
	caller: "ui",
	source:
		"server/routers/dashboard.ts through getInvoices: key figures of all invoices, sales by client of the paid ones",
	affected: false,
	weight: 2 * busyDay.staff,
	weightReason: "each of the staff opens the dashboard twice",
	indexes: [],
	result: "set",
	strata: [
		{ id: "all-invoices", share: 0.5, keys: { by: "constant", keys: [[]] }, queries: () => countAndRows(undefined) },
		{
			id: "paid-invoices",
			share: 0.5,
			keys: { by: "constant", keys: [[]] },
			queries: () => countAndRows(eq(invoices.status, "PAID")),
		},
	],
});
