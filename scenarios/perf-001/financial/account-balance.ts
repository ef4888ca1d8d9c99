import { and, eq, lte, sql } from "drizzle-orm";
import { ledgerEntries } from "../../../seed/terp/schema.ts";
import { keyNumber, keyText } from "../../key.ts";
import { defineScenario, type Key } from "../../suite.ts";
import { terp } from "../builder.ts";
import { entriesByAccount } from "../indexes.ts";
import { accountsWith } from "./account-keys.ts";

const balanceToDate = (key: Key) => [
	terp
		.select({
			totalDebit: sql`COALESCE(SUM(${ledgerEntries.debit}), 0)`,
			totalCredit: sql`COALESCE(SUM(${ledgerEntries.credit}), 0)`,
		})
		.from(ledgerEntries)
		.where(
			and(
				eq(ledgerEntries.accountId, keyNumber(key)),
				lte(ledgerEntries.entryDate, keyText(key, 1)),
				eq(ledgerEntries.isPosted, true),
			),
		),
];

export const accountBalance = defineScenario({
	id: "financial/account-balance",
	title: "Balance of one account",
	group: "financial",
	kind: "read",
	caller: "api",
	source: "getAccountBalance in server/accountingDb.ts; no screen calls it",
	affected: true,
	weight: 50,
	weightReason: "an integration asks for each of the 24 accounts twice, and for the busy ones oftener",
	indexes: [entriesByAccount.name],
	result: "set",
	strata: [
		{ id: "hot-account", share: 0.4, keys: accountsWith("hot"), queries: balanceToDate },
		{ id: "warm-account", share: 0.3, keys: accountsWith("warm"), queries: balanceToDate },
		{ id: "cold-account", share: 0.3, keys: accountsWith("cold"), queries: balanceToDate },
	],
	remedy: {
		name: "idx_ledger_entries_account_posted_date_amounts",
		table: "ledgerEntries",
		columns: ["accountId", "isPosted", "entryDate", "debit", "credit"],
	},
});
