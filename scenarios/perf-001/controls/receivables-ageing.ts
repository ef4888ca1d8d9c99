import { and, inArray, sql } from "drizzle-orm";
import { invoices } from "../../../seed/terp/schema.ts";
import { defineScenario } from "../../suite.ts";
import { terp } from "../builder.ts";

/** No limit, as in the application: some 37,000 rows of three short columns at production scale. */
export const receivablesAgeing = defineScenario({
	id: "controls/receivables-ageing",
	title: "Open invoices for the ageing of receivables",
	group: "controls",
	kind: "control",
	caller: "ui",
	source:
		"calculateARAging in server/arApDb.ts: the accounting dashboard; the application reads every open invoice and sorts them into buckets itself",
	affected: false,
	weight: 60,
	weightReason: "5 accountants and some managers open the dashboard",
	indexes: [],
	result: "set",
	strata: [
		{
			id: "all-open",
			share: 1,
			keys: { by: "constant", keys: [[]] },
			queries: () => [
				terp
					.select({ id: invoices.id, dueDate: invoices.dueDate, amountDue: invoices.amountDue })
					.from(invoices)
					.where(
						and(
							inArray(invoices.status, ["SENT", "PARTIAL", "OVERDUE"]),
							sql`CAST(${invoices.amountDue} AS DECIMAL(15,2)) > 0`,
						),
					),
			],
		},
	],
});
