import { eq } from "drizzle-orm";
import { invoices } from "../../../seed/terp/schema.ts";
import { keyNumber } from "../../key.ts";
import { defineScenario, type Key } from "../../suite.ts";
import { busyDay } from "../assumptions.ts";
import { invoicesByCustomer } from "../indexes.ts";
import { regulars, whales } from "./client-keys.ts";
import { invoiceScreen } from "./invoice-screen-query.ts";

const ofClient = (key: Key) => invoiceScreen(eq(invoices.customerId, keyNumber(key)));

export const invoiceScreenOfClient = defineScenario({
	id: "customer/invoice-screen",
	title: "The Invoices screen with a client chosen",
	group: "customer",
	tier: "full",
	kind: "read",
	caller: "ui",
	source: "list and getSummary in server/routers/invoices.ts (later than PERF-001), with a client",
	affected: true,
	weight: 3 * busyDay.staff,
	weightReason: "each of the staff chooses a client three times",
	indexes: [invoicesByCustomer.name],
	result: "set",
	strata: [
		{ id: "whale", share: 0.4, keys: whales, queries: ofClient },
		{ id: "regular", share: 0.6, keys: regulars, queries: ofClient },
	],
});
