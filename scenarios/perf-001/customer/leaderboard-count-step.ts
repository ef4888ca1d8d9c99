import { and, eq, gte, sql } from "drizzle-orm";
import { invoices } from "../../../seed/terp/schema.ts";
import { keyNumber, keyText } from "../../key.ts";
import { defineScenario, type Key } from "../../suite.ts";
import { busyDay } from "../assumptions.ts";
import { terp } from "../builder.ts";
import { invoicesByCustomer } from "../indexes.ts";
import { clientsWith } from "./client-keys.ts";

const invoicesSince = (key: Key) => [
	terp
		.select({ count: sql`COUNT(*)` })
		.from(invoices)
		.where(and(eq(invoices.customerId, keyNumber(key)), gte(invoices.invoiceDate, keyText(key, 1)))),
];

const newYear = "MAKEDATE(YEAR(latest), 1)";

export const leaderboardCountStep = defineScenario({
	id: "customer/leaderboard-count-step",
	title: "How often one client bought this year: one step of the leaderboard by frequency",
	group: "customer",
	tier: "full",
	kind: "read",
	caller: "ui",
	source: "leaderboard in server/routers/vipPortal.ts, ranked by the number of orders: one query for each VIP client",
	affected: true,
	weight: 5 * busyDay.vipClients,
	weightReason: "the leaderboard is seldom set to rank by frequency: five times, and then it asks for every VIP client",
	indexes: [invoicesByCustomer.name],
	result: "set",
	strata: [
		{ id: "whale", share: 0.05, keys: clientsWith("whale", newYear), queries: invoicesSince },
		{ id: "regular", share: 0.95, keys: clientsWith("regular", newYear), queries: invoicesSince },
	],
});
