import { and, desc, eq, inArray, sql } from "drizzle-orm";
import { clients, invoices } from "../../../seed/terp/schema.ts";
import { defineScenario } from "../../suite.ts";
import { terp } from "../builder.ts";
import { invoicesByCustomer } from "../indexes.ts";

const owed = sql`SUM(${invoices.amountDue})`;

/** Filters by status and groups by customer: the index could serve the grouping, at the price of a lookup per invoice. */
export const topDebtors = defineScenario({
	id: "financial/top-debtors",
	title: "The ten clients who owe most",
	group: "financial",
	kind: "read",
	caller: "ui",
	source: "getARSummary in server/routers/accounting.ts (later than PERF-001): the accounting dashboard",
	affected: true,
	weight: 60,
	weightReason: "5 accountants and some managers open the dashboard",
	indexes: [invoicesByCustomer.name],
	result: "set",
	strata: [
		{
			id: "all-clients",
			share: 1,
			keys: { by: "constant", keys: [[]] },
			queries: () => [
				terp
					.select({ clientId: invoices.customerId, clientName: clients.name, owed, invoices: sql`COUNT(*)` })
					.from(invoices)
					.leftJoin(clients, eq(invoices.customerId, clients.id))
					.where(
						and(inArray(invoices.status, ["SENT", "VIEWED", "PARTIAL", "OVERDUE"]), sql`${invoices.amountDue} > 0`),
					)
					.groupBy(invoices.customerId, clients.name)
					.orderBy(desc(owed))
					.limit(10),
			],
		},
	],
});
