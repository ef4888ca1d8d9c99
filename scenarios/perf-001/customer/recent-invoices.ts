import { desc, eq } from "drizzle-orm";
import { invoices } from "../../../seed/terp/schema.ts";
import { keyNumber } from "../../key.ts";
import { defineScenario, type Key } from "../../suite.ts";
import { busyDay } from "../assumptions.ts";
import { terp } from "../builder.ts";
import { invoicesByCustomer } from "../indexes.ts";
import { regulars, whales } from "./client-keys.ts";

const lastTwenty = (key: Key) => [
	terp
		.select()
		.from(invoices)
		.where(eq(invoices.customerId, keyNumber(key)))
		.orderBy(desc(invoices.createdAt))
		.limit(20),
];

export const recentInvoices = defineScenario({
	id: "customer/recent-invoices",
	title: "A client's last twenty invoices",
	group: "customer",
	tier: "full",
	kind: "read",
	caller: "ui",
	source: "calendarFinancials (later than PERF-001): what is known of a client at an appointment",
	affected: true,
	weight: 2 * busyDay.staff,
	weightReason: "each of the staff has two appointments",
	indexes: [invoicesByCustomer.name],
	result: "set",
	strata: [
		{ id: "whale", share: 0.3, keys: whales, queries: lastTwenty },
		{ id: "regular", share: 0.7, keys: regulars, queries: lastTwenty },
	],
});
