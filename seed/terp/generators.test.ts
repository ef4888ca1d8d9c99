import { beforeAll, expect, test } from "vitest";
import type { RowGenerator } from "../dataset-spec.ts";
import { RowWriter } from "../row-writer.ts";
import { parseScale } from "../scale.ts";
import { terpDataset } from "./dataset.ts";
import { rowGenerators } from "./generators.ts";

const SEED = 1;
const volumes = terpDataset.volumes(parseScale("smoke"));
let generators: Readonly<Record<string, RowGenerator>>;

const freshGenerators = (seed = SEED) =>
	rowGenerators({ seed, volumes, shared: structuredClone(terpDataset.prepare(seed, volumes)) });

beforeAll(() => {
	generators = freshGenerators();
});

function rowsOf(
	all: Readonly<Record<string, RowGenerator>>,
	table: string,
	order: readonly number[],
): readonly string[] {
	const out = new RowWriter(new Uint8Array(16 * 1024 * 1024));
	for (const row of order) all[table]?.write(row, out);
	const lines = Buffer.from(out.bytes.subarray(0, out.length)).toString().split("\n").slice(0, -1);
	const byRow = order.map((row, index) => [row, lines[index] ?? ""] as const);
	return byRow.sort(([a], [b]) => a - b).map(([, line]) => line);
}

const upTo = (size: number) => Array.from({ length: size }, (_, index) => index);

/** One column of a table as written. */
function column(table: string, name: string): readonly string[] {
	const spec = terpDataset.tables.find((candidate) => candidate.table.name === table);
	const place = spec?.columns.indexOf(name) ?? -1;
	return rowsOf(generators, table, upTo(volumes[table] ?? 0)).map((line) => line.split("\t")[place] ?? "");
}

test.each(terpDataset.tables.map((spec) => [spec.table.name, spec] as const))(
	"the rows of %s fill exactly the columns they name, all of them in the schema",
	(name, { table, columns }) => {
		const schema = table.columns;
		for (const written of columns) expect(schema.map(({ name: known }) => known)).toContain(written);
		// What has a moving default must be written, or two loads would differ; so must what has none.
		for (const { name: known, notNull, autoIncrement, defaultSql } of schema) {
			if ((notNull && !autoIncrement && defaultSql === undefined) || known === "createdAt" || known === "updatedAt")
				expect(columns).toContain(known);
		}
		for (const line of rowsOf(generators, name, [0, (volumes[name] ?? 1) - 1])) {
			expect(line.split("\t")).toHaveLength(columns.length);
		}
	},
);

test.each(terpDataset.tables.map(({ table }) => table.name))(
	"%s has the same rows made forwards, backwards, and by a worker that makes only every third",
	(table) => {
		const rows = volumes[table] ?? 0;
		const forwards = rowsOf(generators, table, upTo(rows));
		expect(rowsOf(freshGenerators(), table, upTo(rows).reverse())).toEqual(forwards);
		const thirds = upTo(rows).filter((row) => row % 3 === 1);
		expect(rowsOf(freshGenerators(), table, thirds)).toEqual(thirds.map((row) => forwards[row]));
	},
);

test("another seed gives other rows", () => {
	const other = freshGenerators(2);
	for (const table of ["sales", "invoices", "ledgerEntries", "batches", "clients"]) {
		expect(rowsOf(other, table, upTo(50))).not.toEqual(rowsOf(generators, table, upTo(50)));
	}
});

test.each([
	["ledgerEntries", "entryNumber"],
	["invoices", "invoiceNumber"],
	["batches", "code"],
	["batches", "sku"],
	["strains", "name"],
	["tags", "name"],
	["vendors", "name"],
	["clients", "teri_code"],
])("%s.%s is unique", (table, name) => {
	const values = column(table, name).map((value) => value.toLowerCase());
	expect(new Set(values).size).toBe(values.length);
});

test.each([
	["sales", "saleDate"],
	["invoices", "invoiceDate"],
	["ledgerEntries", "entryDate"],
])("%s.%s is in order of the id", (table, name) => {
	const dates = column(table, name);
	expect([...dates].sort()).toEqual(dates);
	expect(dates[0]?.slice(0, 7)).toBe("2024-01");
	expect(dates.at(-1)?.slice(0, 10)).toBe("2025-10-27");
});
