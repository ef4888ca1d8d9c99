import { desc, eq } from "drizzle-orm";
import { invoices } from "../../../seed/terp/schema.ts";
import { keyNumber } from "../../key.ts";
import { defineScenario, type Key } from "../../suite.ts";
import { busyDay } from "../assumptions.ts";
import { terp } from "../builder.ts";
import { invoicesByCustomer } from "../indexes.ts";
import { regulars, whales } from "./client-keys.ts";

const invoicesOfClient = (key: Key) => [
	terp
		.select()
		.from(invoices)
		.where(eq(invoices.customerId, keyNumber(key)))
		.orderBy(desc(invoices.invoiceDate)),
];

export const portalInvoices = defineScenario({
	id: "customer/portal-invoices",
	title: "A client's own invoices",
	group: "customer",
	kind: "read",
	caller: "ui",
	source: "ar.getInvoices in server/routers/vipPortal.ts: the receivables tab of the VIP portal; it sends no limit",
	affected: true,
	weight: 1.5 * busyDay.vipClients,
	weightReason: "every VIP client opens the tab, every other one twice; the whales are among them",
	indexes: [invoicesByCustomer.name],
	result: "set",
	strata: [
		{ id: "whale", share: 0.2, keys: whales, queries: invoicesOfClient },
		{ id: "regular", share: 0.8, keys: regulars, queries: invoicesOfClient },
	],
});
