import { and, asc, eq, inArray, type SQL, sql } from "drizzle-orm";
import { accounts, ledgerEntries } from "../../../seed/terp/schema.ts";
import { keyNumber, keyNumbers } from "../../key.ts";
import { defineScenario } from "../../suite.ts";
import { busyDay } from "../assumptions.ts";
import { terp } from "../builder.ts";
import { entriesByAccount } from "../indexes.ts";

const trialBalanceOf = (periods: SQL) => [
	terp
		.select({
			accountId: ledgerEntries.accountId,
			accountNumber: accounts.accountNumber,
			accountName: accounts.accountName,
			accountType: accounts.accountType,
			totalDebit: sql`COALESCE(SUM(${ledgerEntries.debit}), 0)`,
			totalCredit: sql`COALESCE(SUM(${ledgerEntries.credit}), 0)`,
		})
		.from(ledgerEntries)
		.innerJoin(accounts, eq(ledgerEntries.accountId, accounts.id))
		.where(and(periods, eq(ledgerEntries.isPosted, true)))
		.groupBy(ledgerEntries.accountId, accounts.accountNumber, accounts.accountName, accounts.accountType)
		.orderBy(asc(accounts.accountNumber)),
];

/** Filters by period, joins by account: with the index the optimizer may walk the whole ledger account by account. */
export const trialBalance = defineScenario({
	id: "financial/trial-balance",
	title: "Trial balance",
	group: "financial",
	kind: "read",
	caller: "ui",
	source: "getTrialBalance in server/accountingDb.ts: the trial balance of a fiscal period",
	affected: true,
	weight: 4 * busyDay.accountants,
	weightReason: "each accountant draws it four times",
	indexes: [entriesByAccount.name],
	result: "ordered",
	strata: [
		{
			id: "one-period",
			share: 0.95,
			keys: { by: "frequency", column: ledgerEntries.fiscalPeriodId, from: 0, to: 1 },
			queries: (key) => trialBalanceOf(eq(ledgerEntries.fiscalPeriodId, keyNumber(key))),
		},
		{
			// Assumed: the application asks for one period at a time; an audit asks for all.
			id: "all-periods",
			share: 0.05,
			keys: {
				by: "sql",
				sql: "SELECT GROUP_CONCAT(id ORDER BY id) AS periods FROM fiscalPeriods ORDER BY periods",
			},
			queries: (key) => trialBalanceOf(inArray(ledgerEntries.fiscalPeriodId, keyNumbers(key))),
		},
	],
});
