import type { IndexPart, TableModel } from "../../model.ts";
import type { AuditContext } from "../context.ts";
import { isText, keyBytes, LONGEST_KEY_BYTES } from "../facts/key-bytes.ts";
import { columnsOf, type Key } from "../facts/keys.ts";
import { defineRule } from "../rule.ts";

export const keyTooLong = defineRule({
	id: "key-too-long",
	title: "Key longer than InnoDB takes",
	severity: "error",
	documentation:
		"All columns of a key together may have 3,072 bytes (rows of format DYNAMIC, pages of 16 KB). A character counts " +
		"for as many bytes as its charset may need, four with utf8mb4. MySQL refuses a longer key with ER_TOO_LONG_KEY, so " +
		"the migration stops. Shorten the column, use a prefix, or give codes and ids the charset ascii.",
	check: (context) =>
		context.model.tables.flatMap((table) =>
			context.keys(table).flatMap((key) => {
				const widths = key.fulltext ? [] : widthsOf(key.parts, table, context);
				const bytes = widths.reduce((sum, { width }) => sum + width, 0);
				if (bytes <= LONGEST_KEY_BYTES) return [];
				const widest = widths.toSorted((a, b) => b.width - a.width)[0]?.column ?? "";
				const place = placeOf(key, table);
				return [
					{
						table: table.name,
						columns: columnsOf(key.parts),
						index: key.name,
						...(place !== undefined ? { place } : {}),
						evidence: { bytes, limit: LONGEST_KEY_BYTES, widest },
						confidence: saysCharsets(key, table) ? ("certain" as const) : ("likely" as const),
						why: { kind: "mysql-refuses" as const, error: "ER_TOO_LONG_KEY" },
					},
				];
			}),
		),
});

/** Columns of unknown width count nothing, so that what is found is found for sure. */
function widthsOf(parts: readonly IndexPart[], table: TableModel, context: AuditContext) {
	return parts.flatMap((part) => {
		const column = "column" in part ? context.column(table, part.column) : undefined;
		if (column === undefined || !("column" in part)) return [];
		return [{ column: column.name, width: keyBytes(column, part.length) ?? 0 }];
	});
}

/** Where no charset is said, the database's own decides, and utf8mb4 is only what MySQL comes with. */
function saysCharsets({ parts }: Key, { columns }: TableModel): boolean {
	const indexed = new Set(columnsOf(parts));
	return columns
		.filter(({ name, type }) => indexed.has(name) && isText(type))
		.every(({ charset, collation }) => charset !== undefined || collation !== undefined);
}

function placeOf(key: Key, table: TableModel) {
	return key.declared?.place ?? table.place;
}
