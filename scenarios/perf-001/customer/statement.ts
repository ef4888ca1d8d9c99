import { and, between, desc, eq } from "drizzle-orm";
import { invoices } from "../../../seed/terp/schema.ts";
import { keyNumber, keyText } from "../../key.ts";
import { defineScenario } from "../../suite.ts";
import { busyDay } from "../assumptions.ts";
import { terp } from "../builder.ts";
import { invoicesByCustomer } from "../indexes.ts";
import { clientsWith } from "./client-keys.ts";

export const clientStatement = defineScenario({
	id: "customer/statement",
	title: "A client's statement of the last quarter",
	group: "customer",
	kind: "read",
	caller: "ui",
	source: "getClientStatement in server/routers/accounting.ts (later than PERF-001); its query on payments is left out",
	affected: true,
	weight: 10 * busyDay.accountants,
	weightReason: "each accountant sends ten statements",
	indexes: [invoicesByCustomer.name],
	result: "set",
	strata: [
		{
			id: "regular",
			share: 1,
			keys: clientsWith("regular", "latest - INTERVAL 90 DAY"),
			queries: (key) => [
				terp
					.select()
					.from(invoices)
					.where(
						and(
							eq(invoices.customerId, keyNumber(key)),
							between(invoices.invoiceDate, keyText(key, 1), keyText(key, 2)),
						),
					)
					.orderBy(desc(invoices.invoiceDate)),
			],
		},
	],
});
