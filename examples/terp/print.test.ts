import { expect, test } from "vitest";
import { audit } from "../../schema/audit/audit.ts";
import { writeProject } from "../../schema/fixtures/write-project.ts";
import { loadSchema } from "../../schema/load/load-schema.ts";
import type { SchemaModel } from "../../schema/model.ts";
import { terpModel } from "./model.ts";
import { printSchema } from "./print.ts";

/** What facts and a loaded schema have in common, in one order. */
function comparable({ tables }: SchemaModel) {
	return tables
		.map(({ name, exports, columns, primaryKey, indexes, foreignKeys }) => ({
			name,
			exports: exports.map(({ file, name: exported }) => `${file}:${exported}`).sort(),
			columns: columns.map(({ name: column, key, type, notNull, autoIncrement }) => ({
				column,
				key,
				type,
				notNull,
				autoIncrement,
			})),
			primaryKey: primaryKey?.columns ?? [],
			indexes: indexes
				.map(({ name: index, kind, parts, declaredBy }) => ({ index, kind, parts, declaredBy }))
				.sort((a, b) => a.index.localeCompare(b.index)),
			foreignKeys: foreignKeys
				.map(({ name: key, columns: from, refTable, refColumns, onDelete }) => ({
					key,
					from,
					refTable,
					refColumns,
					onDelete: onDelete ?? "no action",
				}))
				.sort((a, b) => a.key.localeCompare(b.key)),
		}))
		.sort((a, b) => a.name.localeCompare(b.name) || (a.exports[0] ?? "").localeCompare(b.exports[0] ?? ""));
}

test("TERP printed as Drizzle files loads as what the facts say, misplaced indexes and all", async () => {
	const facts = terpModel();
	const files = printSchema(facts);
	const folder = writeProject(Object.fromEntries(files));
	const loaded = await loadSchema({ folder, schema: [...files.keys()] });
	expect(comparable(loaded)).toEqual(comparable(facts));
	const ids = (model: SchemaModel) =>
		audit(model)
			.findings.map(({ id }) => id)
			.sort();
	expect(ids(loaded)).toEqual(ids(facts));
});
