import { and, eq, notInArray, sql } from "drizzle-orm";
import { invoices } from "../../../seed/terp/schema.ts";
import { keyNumber } from "../../key.ts";
import { defineScenario, type Key } from "../../suite.ts";
import { busyDay } from "../assumptions.ts";
import { terp } from "../builder.ts";
import { invoicesByCustomer } from "../indexes.ts";
import { regulars, whales } from "./client-keys.ts";

/** Without the later version's "not deleted" filter: the modelled schema has no such column on invoices. */
const owedByClient = (key: Key) => [
	terp
		.select({ totalOwed: sql`COALESCE(SUM(CAST(${invoices.amountDue} AS DECIMAL(15,2))), 0)` })
		.from(invoices)
		.where(and(eq(invoices.customerId, keyNumber(key)), notInArray(invoices.status, ["PAID", "VOID"]))),
];

export const clientBalance = defineScenario({
	id: "customer/balance",
	title: "What a client owes",
	group: "customer",
	kind: "read",
	caller: "job",
	source:
		"computeClientBalance in server/services/clientBalanceService.ts (later than PERF-001): after an invoice or payment, and nightly for every client",
	affected: true,
	weight: busyDay.invoices + busyDay.payments + busyDay.clients,
	weightReason:
		"every invoice and payment of the day, of which 70 % fall on whales, and a nightly round of all clients",
	indexes: [invoicesByCustomer.name],
	result: "set",
	strata: [
		{ id: "whale", share: 0.35, keys: whales, queries: owedByClient },
		{ id: "regular", share: 0.65, keys: regulars, queries: owedByClient },
	],
});
