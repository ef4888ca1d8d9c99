import { notInArray, sql } from "drizzle-orm";
import { invoices } from "../../../seed/terp/schema.ts";
import { defineScenario } from "../../suite.ts";
import { terp } from "../builder.ts";
import { invoicesByCustomer } from "../indexes.ts";

export const receivablesCheck = defineScenario({
	id: "financial/receivables-check",
	title: "What every client owes: the nightly check",
	group: "financial",
	kind: "read",
	caller: "job",
	source:
		"arReconciliationCheck in server/cron (later than PERF-001), which compares the sums with the clients' stored totals",
	affected: true,
	weight: 1,
	weightReason: "once a night",
	indexes: [invoicesByCustomer.name],
	result: "set",
	strata: [
		{
			id: "all-clients",
			share: 1,
			keys: { by: "constant", keys: [[]] },
			queries: () => [
				terp
					.select({ clientId: invoices.customerId, owed: sql`SUM(${invoices.amountDue})` })
					.from(invoices)
					.where(notInArray(invoices.status, ["PAID", "VOID"]))
					.groupBy(invoices.customerId),
			],
		},
	],
	remedy: {
		name: "idx_invoices_customer_status_due",
		table: "invoices",
		columns: ["customerId", "status", "amountDue"],
	},
});
