import { desc, sql } from "drizzle-orm";
import { invoices } from "../../../seed/terp/schema.ts";
import { keyText } from "../../key.ts";
import { defineScenario, type Key } from "../../suite.ts";
import { busyDay } from "../assumptions.ts";
import { terp } from "../builder.ts";
import { invoiceScreen } from "../customer/invoice-screen-query.ts";

const shared = {
	group: "controls",
	tier: "full",
	kind: "control",
	caller: "ui",
	affected: false,
	indexes: [],
} as const;

export const invoiceScreenOfAll = defineScenario({
	...shared,
	id: "controls/invoice-screen",
	title: "The Invoices screen of all clients",
	source: "list and getSummary in server/routers/invoices.ts (later than PERF-001), without a client",
	weight: 3 * busyDay.staff,
	weightReason: "each of the staff opens it three times",
	// At large scales invoices are made at the same moment.
	result: "count",
	strata: [
		{ id: "all-clients", share: 1, keys: { by: "constant", keys: [[]] }, queries: () => invoiceScreen(undefined) },
	],
});

const countAndPage = (key: Key) => {
	const ofStatus = sql`${invoices.status} = ${keyText(key)}`;
	return [
		terp.select({ count: sql`COUNT(*)` }).from(invoices).where(ofStatus),
		terp.select().from(invoices).where(ofStatus).orderBy(desc(invoices.invoiceDate), desc(invoices.id)).limit(50),
	];
};

export const invoicesByStatus = defineScenario({
	...shared,
	id: "controls/invoices-by-status",
	title: "First page of the invoices of one status, with their number",
	source: "getInvoices in server/arApDb.ts as the Invoices page calls it: with a status and no client",
	weight: 5 * busyDay.accountants,
	weightReason: "each accountant looks through five statuses",
	result: "ordered",
	strata: [
		{
			id: "paid",
			share: 0.3,
			keys: { by: "frequency", column: invoices.status, from: 0, to: 0.01 },
			queries: countAndPage,
		},
		{
			id: "open",
			share: 0.7,
			keys: { by: "frequency", column: invoices.status, from: 0.2, to: 1 },
			queries: countAndPage,
		},
	],
});
