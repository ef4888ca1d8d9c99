import { and, eq, gte, sql } from "drizzle-orm";
import { invoices } from "../../../seed/terp/schema.ts";
import { keyNumber, keyText } from "../../key.ts";
import { defineScenario, type Key } from "../../suite.ts";
import { busyDay } from "../assumptions.ts";
import { terp } from "../builder.ts";
import { invoicesByCustomer } from "../indexes.ts";
import { clientsWith } from "./client-keys.ts";

const spentSince = (key: Key) => [
	terp
		.select({ total: sql`COALESCE(SUM(${invoices.totalAmount}), 0)` })
		.from(invoices)
		.where(and(eq(invoices.customerId, keyNumber(key)), gte(invoices.invoiceDate, keyText(key, 1)))),
];

const newYear = "MAKEDATE(YEAR(latest), 1)";

export const leaderboardStep = defineScenario({
	id: "customer/leaderboard-step",
	title: "One client's purchases this year: one step of the leaderboard",
	group: "customer",
	kind: "read",
	caller: "ui",
	source:
		"leaderboard in server/routers/vipPortal.ts: one query for each VIP client whenever a client opens the leaderboard",
	affected: true,
	weight: 40 * busyDay.vipClients,
	weightReason: "40 clients open it, and each time it asks for every VIP client",
	indexes: [invoicesByCustomer.name],
	result: "set",
	strata: [
		{ id: "whale", share: 0.05, keys: clientsWith("whale", newYear), queries: spentSince },
		{ id: "regular", share: 0.95, keys: clientsWith("regular", newYear), queries: spentSince },
	],
});
