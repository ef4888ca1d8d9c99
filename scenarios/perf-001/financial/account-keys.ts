import type { KeySource } from "../../suite.ts";

/** A chart of accounts is short and very uneven: one account holds half the ledger, two share most of the rest. */
const places = {
	/** The one account that holds half the ledger (receivables). */
	hot: "place = 1",
	/** After the three busy ones: some percent of the ledger or less. */
	warm: "place BETWEEN 4 AND 6",
	/** The quiet half: a thousandth of the ledger or less. */
	cold: "place > accounts / 2",
} as const;

/**
 * Accounts by how much of the ledger they hold. A key is: account, last day of the ledger, the day so many days before it.
 * @param daysBack 0 where the query has no first day.
 */
export function accountsWith(activity: keyof typeof places, daysBack = 0): KeySource {
	return {
		by: "sql",
		sql: `SELECT accountId, latest, latest - INTERVAL ${daysBack} DAY AS since FROM (
				SELECT accountId, MAX(MAX(entryDate)) OVER () AS latest, COUNT(*) OVER () AS accounts,
					ROW_NUMBER() OVER (ORDER BY COUNT(*) DESC, accountId) AS place
				FROM ledgerEntries GROUP BY accountId
			) AS ranked
			WHERE ${places[activity]} ORDER BY place`,
	};
}
