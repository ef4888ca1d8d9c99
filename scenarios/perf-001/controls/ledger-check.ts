import { sql } from "drizzle-orm";
import { ledgerEntries } from "../../../seed/terp/schema.ts";
import { defineScenario } from "../../suite.ts";
import { terp } from "../builder.ts";

const debit = sql`SUM(CAST(${ledgerEntries.debit} AS DECIMAL(15,2)))`;
const credit = sql`SUM(CAST(${ledgerEntries.credit} AS DECIMAL(15,2)))`;

export const ledgerCheck = defineScenario({
	id: "controls/ledger-check",
	title: "Do the books balance? The nightly check",
	group: "controls",
	tier: "full",
	kind: "control",
	caller: "job",
	source: "glBalanceCheck in server/cron (later than PERF-001): the sums of the ledger, then those of each day",
	affected: false,
	weight: 1,
	weightReason: "once a night",
	indexes: [],
	result: "set",
	strata: [
		{
			id: "whole-ledger",
			share: 1,
			keys: { by: "constant", keys: [[]] },
			queries: () => [
				terp.select({ debit, credit }).from(ledgerEntries),
				terp
					.select({ day: ledgerEntries.entryDate, debit, credit })
					.from(ledgerEntries)
					.groupBy(ledgerEntries.entryDate),
			],
		},
	],
});
