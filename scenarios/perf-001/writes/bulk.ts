import { between, getTableName } from "drizzle-orm";
import type { MySqlColumn, MySqlTable } from "drizzle-orm/mysql-core";
import { batches, batchLocations, invoices, ledgerEntries, productTags, sales } from "../../../seed/terp/schema.ts";
import { keyNumber, keyText } from "../../key.ts";
import { defineWrite, type IndexSpec, type Key, type Query, type WriteScenario } from "../../suite.ts";
import { terp, terpDatabase } from "../builder.ts";
import { perf001Indexes } from "../indexes.ts";
import {
	batchKeys,
	invoiceKeys,
	journalKeys,
	locationKeys,
	newBatch,
	newEntries,
	newInvoice,
	newLocation,
	newSale,
	newTag,
	saleKeys,
	tagKeys,
} from "./new-rows.ts";

const BULK_ROWS = 10_000;
const bulk = {
	kind: "bulk",
	caller: "job",
	weight: 1 / 30,
	weightReason: "assumed: a bulk load or clean-up a month",
	searches: [],
	transaction: false,
	concurrent: false,
} as const;

type Next = () => Key;
const rows = <T>(count: number, row: (index: number) => T) => Array.from({ length: count }, (_, index) => row(index));

/** How 10,000 rows of each table are inserted, and what their keys are drawn from. */
const loads: readonly {
	table: MySqlTable & { id: MySqlColumn };
	keys: string;
	load: (next: Next, serial: number) => Query;
}[] = [
	{
		table: sales,
		keys: saleKeys,
		load: (next) => terpDatabase.insert(sales).values(rows(BULK_ROWS, () => newSale(next()))),
	},
	{
		table: ledgerEntries,
		keys: journalKeys,
		load: (next, serial) =>
			terpDatabase.insert(ledgerEntries).values(rows(BULK_ROWS / 2, (i) => newEntries(next(), serial + i)).flat()),
	},
	{
		table: invoices,
		keys: invoiceKeys,
		load: (next, serial) =>
			terpDatabase.insert(invoices).values(rows(BULK_ROWS, (i) => newInvoice(next(), serial + i))),
	},
	{
		table: batches,
		keys: batchKeys,
		load: (next, serial) => terpDatabase.insert(batches).values(rows(BULK_ROWS, (i) => newBatch(next(), serial + i))),
	},
	{
		table: batchLocations,
		keys: locationKeys,
		load: (next) =>
			terpDatabase.insert(batchLocations).values(
				rows(BULK_ROWS, () => {
					const key = next();
					return newLocation(keyNumber(key), keyText(key, 1));
				}),
			),
	},
	{
		table: productTags,
		keys: tagKeys,
		load: (next, serial) => terpDatabase.insert(productTags).values(rows(BULK_ROWS, (i) => newTag(next(), serial + i))),
	},
];

const indexesOf = (table: MySqlTable): readonly string[] =>
	perf001Indexes.filter((index: IndexSpec) => index.table === getTableName(table)).map(({ name }) => name);

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const bulkInserts = loads.map(({ table, keys, load }) => {
	const name = getTableName(table);
	return defineWrite({
		...bulk,
		id: `writes/bulk-insert-${kebab(name)}`,
		title: `10,000 rows of ${name} in one INSERT`,
		source: "an import or a migration; TERP's seeders insert so",
		tables: [table],
		maintains: indexesOf(table),
		keys,
		unit: (next, serial) => ({ queries: [load(next, serial)] }),
	});
});

/** The oldest 10,000 rows, or a tenth of a table that is smaller than ten times that. */
const oldest = (name: string) =>
	`SELECT MIN(id), MIN(id) + LEAST(${BULK_ROWS}, CEIL(COUNT(*) / 10)) - 1 FROM \`${name}\` ORDER BY 1`;

const bulkDeletes = loads.map(({ table }) => {
	const name = getTableName(table);
	return defineWrite({
		...bulk,
		id: `writes/bulk-delete-${kebab(name)}`,
		title: `The oldest 10,000 rows of ${name} in one DELETE (a tenth of a smaller table)`,
		source: "old records are cleaned up; TERP's bulkRemoveTags and mergeTags delete many rows at once",
		tables: [table],
		maintains: indexesOf(table),
		keys: oldest(name),
		unit: (next) => {
			const key = next();
			const range = between(table.id, keyNumber(key, 0), keyNumber(key, 1));
			return {
				queries: [terpDatabase.delete(table).where(range)],
				changes: [{ table, ids: terp.select({ id: table.id }).from(table).where(range) }],
			};
		},
	});
});

export const bulkWrites: readonly WriteScenario[] = [...bulkInserts, ...bulkDeletes];
