import { and, desc, gte, lte, sql } from "drizzle-orm";
import { ledgerEntries } from "../../../seed/terp/schema.ts";
import { keyText } from "../../key.ts";
import { defineScenario, type Key, type KeySource } from "../../suite.ts";
import { busyDay } from "../assumptions.ts";
import { terp } from "../builder.ts";

/** The last days of the ledger: first, last. */
const lastDays = (days: number): KeySource => ({
	by: "sql",
	sql: `SELECT MAX(entryDate) - INTERVAL ${days - 1} DAY AS since, MAX(entryDate) AS latest FROM ledgerEntries ORDER BY latest`,
});

const countAndEntries = (key: Key) => {
	const within = and(gte(ledgerEntries.entryDate, keyText(key)), lte(ledgerEntries.entryDate, keyText(key, 1)));
	return [
		terp.select({ count: sql`COUNT(*)` }).from(ledgerEntries).where(within),
		terp.select().from(ledgerEntries).where(within).orderBy(desc(ledgerEntries.entryDate), desc(ledgerEntries.id)),
	];
};

export const ledgerPage = defineScenario({
	id: "controls/ledger-page",
	title: "Entries of some days, all accounts",
	group: "controls",
	tier: "full",
	kind: "control",
	caller: "ui",
	source: "getLedgerEntries in server/accountingDb.ts: the General Ledger page with dates alone; it sends no limit",
	affected: false,
	weight: 10 * busyDay.accountants,
	weightReason: "each accountant looks through ten stretches of days",
	indexes: [],
	result: "ordered",
	strata: [
		{ id: "one-day", share: 0.7, keys: lastDays(1), queries: countAndEntries },
		{ id: "one-week", share: 0.3, keys: lastDays(7), queries: countAndEntries },
	],
});
