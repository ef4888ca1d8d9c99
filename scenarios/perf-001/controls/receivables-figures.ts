import { and, asc, gt, gte, inArray, lte, sql } from "drizzle-orm";
import { invoices } from "../../../seed/terp/schema.ts";
import { keyText } from "../../key.ts";
import { defineScenario } from "../../suite.ts";
import { terp } from "../builder.ts";

const shared = {
	group: "controls",
	tier: "full",
	kind: "control",
	caller: "ui",
	affected: false,
	indexes: [],
} as const;
const open = inArray(invoices.status, ["SENT", "PARTIAL", "OVERDUE"]);
const owed = sql`COALESCE(SUM(${invoices.amountDue}), 0)`;

export const outstandingReceivables = defineScenario({
	...shared,
	id: "controls/outstanding-receivables",
	title: "Open invoices, the most overdue first",
	source: "getOutstandingReceivables in server/arApDb.ts: the accounting dashboard; every column, no limit",
	weight: 60,
	weightReason: "5 accountants and some managers open the dashboard",
	// Invoices due on one day have no order between them.
	result: "set",
	strata: [
		{
			id: "all-open",
			share: 1,
			keys: { by: "constant", keys: [[]] },
			queries: () => [
				terp
					.select()
					.from(invoices)
					.where(and(open, gt(invoices.amountDue, "0")))
					.orderBy(asc(invoices.dueDate)),
			],
		},
	],
});

export const receivablesFigures = defineScenario({
	...shared,
	id: "controls/receivables-figures",
	title: "Receivable, overdue and revenue of a month: three figures of the dashboard",
	source: "the receivables, overdue and revenue cards in server/dataCardMetricsDb.ts",
	weight: 300,
	weightReason: "the cards are above several screens of the staff",
	result: "set",
	strata: [
		{
			id: "today",
			share: 1,
			keys: {
				by: "sql",
				sql: "SELECT MAX(invoiceDate) AS today, MAX(invoiceDate) - INTERVAL 30 DAY AS since FROM invoices ORDER BY today",
			},
			queries: (key) => [
				terp.select({ owed }).from(invoices).where(open),
				terp
					.select({ owed })
					.from(invoices)
					.where(and(open, lte(invoices.dueDate, keyText(key)))),
				terp
					.select({ revenue: sql`COALESCE(SUM(${invoices.totalAmount}), 0)` })
					.from(invoices)
					.where(
						and(
							inArray(invoices.status, ["SENT", "VIEWED", "PARTIAL", "PAID", "OVERDUE"]),
							gte(invoices.invoiceDate, keyText(key, 1)),
						),
					),
			],
		},
	],
});
