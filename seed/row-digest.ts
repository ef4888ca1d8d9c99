import { quoted } from "../mysql/sql/identifiers.ts";
import { isBinary, isText } from "../schema/column-type.ts";
import type { StoredColumn } from "./stored-columns.ts";

/**
 * Free text. Shorter texts mostly hold codes and numbers, in which nothing is escaped; leaving them alone saves a quarter
 * of the time, and a tab in one of them cannot pass unseen.
 */
export const MAY_NEED_ESCAPES = (column: StoredColumn): boolean =>
	column.type.base === "text" ||
	column.type.base === "json" ||
	isBinary(column.type) ||
	(column.type.base === "varchar" && (column.type.length ?? 0) >= 100);
/** Everything but numbers and dates. */
export const ANY_TEXT = (column: StoredColumn): boolean =>
	column.type.base === "json" || isText(column.type) || isBinary(column.type);

/**
 * CRC-32 of a row as tab-separated text with NULL as \N and escapes: what RowWriter writes, as SQL.
 * @param columns in the order in which rows carry them. @param escapes which of them need escaping.
 * @param named the SQL name of a column, where it is not the column's own.
 */
export function rowDigest(
	columns: readonly StoredColumn[],
	escapes: (column: StoredColumn) => boolean,
	named: (column: StoredColumn) => string = ({ name }) => quoted(name),
): string {
	const fields = columns.map((column) => {
		// Bytes are digested as they were sent, which is UTF-8 whatever the column keeps.
		const foreign = isText(column.type) && column.type.charset !== undefined && column.type.charset !== "utf8mb4";
		const plain = foreign ? `CONVERT(${named(column)} USING utf8mb4)` : named(column);
		const value = escapes(column) ? escaped(plain) : plain;
		return column.notNull ? value : `IFNULL(${value}, '\\\\N')`;
	});
	return `CRC32(CONCAT_WS('\\t', ${fields.join(", ")}))`;
}

function escaped(column: string): string {
	const escapes = [
		["\\\\", "\\\\\\\\"],
		["\\t", "\\\\t"],
		["\\n", "\\\\n"],
		["\\0", "\\\\0"],
	] as const;
	return escapes.reduce((sql, [from, to]) => `REPLACE(${sql}, '${from}', '${to}')`, column);
}
