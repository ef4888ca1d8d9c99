import { and, desc, eq, like } from "drizzle-orm";
import { invoices } from "../../../seed/terp/schema.ts";
import { keyNumber } from "../../key.ts";
import { defineScenario, type Key } from "../../suite.ts";
import { busyDay } from "../assumptions.ts";
import { terp } from "../builder.ts";
import { invoicesByCustomer } from "../indexes.ts";
import { regulars, whales } from "./client-keys.ts";

const paidWithNumber = (key: Key) => [
	terp
		.select()
		.from(invoices)
		.where(
			and(eq(invoices.customerId, keyNumber(key)), like(invoices.invoiceNumber, "%12%"), eq(invoices.status, "PAID")),
		)
		.orderBy(desc(invoices.invoiceDate)),
];

export const portalSearch = defineScenario({
	id: "customer/portal-search",
	title: "A client's paid invoices with 12 in their number",
	group: "customer",
	tier: "full",
	kind: "read",
	caller: "ui",
	source: "ar.getInvoices in server/routers/vipPortal.ts: the receivables tab with a search text and a status",
	affected: true,
	weight: 0.5 * busyDay.vipClients,
	weightReason: "every other VIP client looks for an invoice",
	indexes: [invoicesByCustomer.name],
	result: "set",
	strata: [
		{ id: "whale", share: 0.2, keys: whales, queries: paidWithNumber },
		{ id: "regular", share: 0.8, keys: regulars, queries: paidWithNumber },
	],
});
