import { and, desc, eq, gte, lte, type SQL, sql } from "drizzle-orm";
import { ledgerEntries } from "../../../seed/terp/schema.ts";
import { keyNumber, keyText } from "../../key.ts";
import { defineScenario, type Key } from "../../suite.ts";
import { busyDay } from "../assumptions.ts";
import { terp } from "../builder.ts";
import { entriesByAccount } from "../indexes.ts";
import { accountsWith } from "./account-keys.ts";

const countAndEntries = (filter: SQL | undefined) => [
	terp.select({ count: sql`COUNT(*)` }).from(ledgerEntries).where(filter),
	terp.select().from(ledgerEntries).where(filter).orderBy(desc(ledgerEntries.entryDate), desc(ledgerEntries.id)),
];

const accountSince = (key: Key) =>
	countAndEntries(
		and(
			eq(ledgerEntries.accountId, keyNumber(key)),
			gte(ledgerEntries.entryDate, keyText(key, 2)),
			lte(ledgerEntries.entryDate, keyText(key, 1)),
		),
	);

/**
 * The page sends no limit: the whole busiest account would be half a million rows, which times the transfer and not
 * the search. So accounts are asked for with the page's own date filter, a week or a month. Rare accounts read alike in
 * account-balance.
 */
export const generalLedger = defineScenario({
	id: "financial/general-ledger",
	title: "Entries of one account",
	group: "financial",
	kind: "read",
	caller: "ui",
	source:
		"getLedgerEntries in server/accountingDb.ts: the General Ledger page with an account and dates chosen; a count, then the rows",
	affected: true,
	weight: 20 * busyDay.accountants,
	weightReason: "each accountant looks into 20 accounts; without an account chosen the index plays no part",
	indexes: [entriesByAccount.name],
	result: "ordered",
	strata: [
		{ id: "hot-account-week", share: 0.6, keys: accountsWith("hot", 6), queries: accountSince },
		{ id: "warm-account-month", share: 0.4, keys: accountsWith("warm", 29), queries: accountSince },
	],
	remedy: {
		name: "idx_ledger_entries_account_date",
		table: "ledgerEntries",
		columns: ["accountId", "entryDate"],
	},
});
