import { and, eq, ne, sql } from "drizzle-orm";
import { invoices } from "../../../seed/terp/schema.ts";
import { keyNumber, keyText } from "../../key.ts";
import { defineScenario, type Key } from "../../suite.ts";
import { busyDay } from "../assumptions.ts";
import { terp } from "../builder.ts";
import { invoicesByCustomer } from "../indexes.ts";
import { regulars, whales } from "./client-keys.ts";

/** A function around the date keeps an index on it from being used; one on the client it does not touch. */
const totalOfYear = (key: Key) => [
	terp
		.select({ total: sql`COALESCE(SUM(${invoices.totalAmount}), 0)` })
		.from(invoices)
		.where(
			and(
				eq(invoices.customerId, keyNumber(key)),
				sql`YEAR(${invoices.invoiceDate}) = ${Number.parseInt(keyText(key, 1), 10)}`,
				ne(invoices.status, "VOID"),
			),
		),
];

export const yearTotal = defineScenario({
	id: "customer/year-total",
	title: "What a client bought in a calendar year",
	group: "customer",
	tier: "full",
	kind: "read",
	caller: "ui",
	source: "customerMetrics of the leaderboard (later than PERF-001): one query for each client shown",
	affected: true,
	weight: 10 * busyDay.staff,
	weightReason: "some of the staff open the leaderboard of clients, which asks for each of those shown",
	indexes: [invoicesByCustomer.name],
	result: "set",
	strata: [
		{ id: "whale", share: 0.2, keys: whales, queries: totalOfYear },
		{ id: "regular", share: 0.8, keys: regulars, queries: totalOfYear },
	],
});
