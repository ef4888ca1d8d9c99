import { desc, eq, sql } from "drizzle-orm";
import { invoices } from "../../../seed/terp/schema.ts";
import { keyNumber } from "../../key.ts";
import { defineScenario } from "../../suite.ts";
import { terp } from "../builder.ts";
import { invoicesByCustomer } from "../indexes.ts";
import { regulars } from "./client-keys.ts";

export const invoiceList = defineScenario({
	id: "customer/invoice-list",
	title: "First page of a client's invoices, with their number",
	group: "customer",
	kind: "read",
	caller: "api",
	source:
		"getInvoices in server/arApDb.ts with a client given: a count, then the rows; the Invoices page itself sends a status only",
	affected: true,
	weight: 100,
	weightReason: "an integration lists the day's clients",
	indexes: [invoicesByCustomer.name],
	result: "ordered",
	strata: [
		{
			id: "regular",
			share: 1,
			keys: regulars,
			queries: (key) => {
				const ofClient = eq(invoices.customerId, keyNumber(key));
				return [
					terp.select({ count: sql`COUNT(*)` }).from(invoices).where(ofClient),
					terp.select().from(invoices).where(ofClient).orderBy(desc(invoices.invoiceDate), desc(invoices.id)).limit(50),
				];
			},
		},
	],
});
