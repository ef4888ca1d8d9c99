import { and, eq, sql } from "drizzle-orm";
import { ledgerEntries } from "../../../seed/terp/schema.ts";
import { keyNumber, keyText } from "../../key.ts";
import { defineScenario } from "../../suite.ts";
import { busyDay } from "../assumptions.ts";
import { terp } from "../builder.ts";

const anyEntry = (columns: string) => `SELECT ${columns} FROM ledgerEntries ORDER BY CRC32(id), id LIMIT 20`;

const shared = {
	group: "controls",
	tier: "full",
	kind: "control",
	affected: false,
	indexes: [],
	result: "set",
} as const;

export const entriesOfReference = defineScenario({
	...shared,
	id: "controls/entries-of-reference",
	title: "Entries that an invoice or payment has caused",
	caller: "api",
	source:
		"reverseGLEntries in accountingHooks; in later versions also orderAccountingService and returns: by type and id of the reference",
	weight: 20,
	weightReason: "some 20 reversals and returns a day",
	strata: [
		{
			id: "any-reference",
			share: 1,
			keys: { by: "sql", sql: anyEntry("referenceType, referenceId") },
			queries: (key) => [
				terp
					.select()
					.from(ledgerEntries)
					.where(and(eq(ledgerEntries.referenceType, keyText(key)), eq(ledgerEntries.referenceId, keyNumber(key, 1)))),
			],
		},
	],
});

export const journalEntry = defineScenario({
	...shared,
	id: "controls/journal-entry",
	title: "One entry by its number, and the number of the next",
	caller: "api",
	source: "validateJournalBalance and generateEntryNumber in server/accountingDb.ts, at every posting",
	weight: busyDay.invoices + busyDay.payments,
	weightReason: "every invoice and payment of the day is posted",
	strata: [
		{
			id: "any-entry",
			share: 1,
			keys: { by: "sql", sql: anyEntry("entryNumber") },
			queries: (key) => [
				terp
					.select({ debit: ledgerEntries.debit, credit: ledgerEntries.credit })
					.from(ledgerEntries)
					.where(eq(ledgerEntries.entryNumber, keyText(key))),
				terp.select({ last: sql`MAX(${ledgerEntries.id})` }).from(ledgerEntries),
			],
		},
	],
});
