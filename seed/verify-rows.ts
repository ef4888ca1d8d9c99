import type { Readable } from "node:stream";
import type { Connection, RowDataPacket } from "mysql2/promise";
import { quoted } from "../mysql/sql/identifiers.ts";
import { isGeometry, isText } from "../schema/column-type.ts";
import { type Refusal, shownValue } from "./refusal.ts";
import { ANY_TEXT, rowDigest } from "./row-digest.ts";
import type { StoredColumn } from "./stored-columns.ts";

const PROBE = "`index_impact_probe`";

/** Rows as the server keeps them, whatever way they were written in. */
export interface VerifiedRows {
	readonly rows: number;
	/** Sum of the CRC-32 values of the rows as they are stored, as decimal digits. */
	readonly digest: string;
	/** The first value that is not what was written. */
	readonly refused?: Refusal;
}

/** What is to be verified. */
export interface VerifyRequest {
	readonly table: string;
	/** In the order in which rows carry them. */
	readonly columns: readonly StoredColumn[];
	/** Number of the first row. */
	readonly from: number;
	readonly bytes: () => Readable;
	/** A column whose first value is to be shown whether or not it is the one written. */
	readonly shown?: string;
}

/**
 * Sends rows a second time into a temporary table that keeps each value twice, as it was written and as the column makes
 * of it, and has the server compare the two by the column's own kind: "12.5" is 12.50, and JSON is the same with or without
 * spaces, but "3.75" is not 4.
 */
export async function verifyRows(connection: Connection, request: VerifyRequest): Promise<VerifiedRows> {
	const { table, columns } = request;
	const fields = columns.map((column, at) => ({ column, written: `w${at}`, kept: `k${at}`, sent: `@f${at}` }));
	await connection.query(`DROP TEMPORARY TABLE IF EXISTS ${PROBE}`);
	await connection.query(
		`CREATE TEMPORARY TABLE ${PROBE} (n BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
			${fields.map(({ written }) => `${written} LONGBLOB`).join(", ")})
			SELECT ${fields.map(({ column, kept }) => `${quoted(column.name)} AS ${kept}`).join(", ")} FROM ${quoted(table)} LIMIT 0`,
	);
	try {
		await connection.query({
			sql: `LOAD DATA LOCAL INFILE 'rows' INTO TABLE ${PROBE} CHARACTER SET binary (${fields.map(({ sent }) => sent).join(", ")})
				SET ${fields.map(({ column, written, kept, sent }) => `${written} = ${sent}, ${kept} = ${assigned(column, sent)}`).join(", ")}`,
			infileStreamFactory: request.bytes,
		});
		const digest = rowDigest(columns, ANY_TEXT, (column) => fields[columns.indexOf(column)]?.kept ?? "");
		const wrong = fields.map(({ column, written, kept }) => `SUM(NOT ${agree(column, written, kept)})`);
		const [rows] = await connection.query<RowDataPacket[][]>({
			sql: `SELECT COUNT(*), CAST(COALESCE(SUM(${digest}), 0) AS CHAR), ${wrong.join(", ")} FROM ${PROBE}`,
			rowsAsArray: true,
		});
		const [count, sum, ...mismatches] = rows[0] as unknown as unknown[];
		const shown = columns.findIndex(({ name }) => name === request.shown);
		const at = shown === -1 ? mismatches.findIndex((found) => Number(found) > 0) : shown;
		const found = { rows: Number(count), digest: String(sum) };
		return at === -1 ? found : { ...found, refused: await firstRefusal(connection, request, at) };
	} finally {
		await connection.query(`DROP TEMPORARY TABLE IF EXISTS ${PROBE}`);
	}
}

async function firstRefusal(connection: Connection, request: VerifyRequest, at: number): Promise<Refusal> {
	const column = request.columns[at] as StoredColumn;
	const kept =
		ANY_TEXT(column) && !isText(column.type) && column.type.base !== "json" ? `k${at}` : `CAST(k${at} AS CHAR)`;
	const wrong = request.shown === column.name ? "TRUE" : `NOT ${agree(column, `w${at}`, `k${at}`)}`;
	const [rows] = await connection.query<RowDataPacket[]>(
		`SELECT n, w${at} AS w, ${kept} AS k FROM ${PROBE} WHERE ${wrong} ORDER BY n LIMIT 1`,
	);
	const row = rows[0];
	return {
		table: request.table,
		column: column.name,
		row: request.from + Number(row?.n) - 1,
		written: shownValue(row?.w),
		stored: shownValue(row?.k),
	};
}

/** A value sent as bytes, as the column takes it. */
function assigned(column: StoredColumn, sent: string): string {
	return column.type.base === "json" || isText(column.type) ? `CONVERT(${sent} USING utf8mb4)` : sent;
}

/** Whether a kept value is the written one, by the rules of the column's kind: an SQL expression that is never NULL. */
function agree(column: StoredColumn, written: string, kept: string): string {
	const same = sameValue(column, written, `CONVERT(${written} USING utf8mb4)`, kept);
	return `(${written} IS NULL AND ${kept} IS NULL OR COALESCE(${same}, FALSE))`;
}

function sameValue({ type }: StoredColumn, written: string, text: string, kept: string): string {
	const { base, length = 1, scale = 0 } = type;
	if (isGeometry(type)) return `CAST(${kept} AS BINARY) = ${written}`;
	switch (base) {
		case "tinyint":
		case "smallint":
		case "mediumint":
		case "int":
		case "bigint":
			return `${kept} = CAST(${text} AS DECIMAL(65, 30))`;
		case "decimal":
			// As many digits after the point as leave room for those before it.
			return `${kept} = CAST(${text} AS DECIMAL(65, ${Math.min(30, 65 - ((length === 1 ? 10 : length) - scale))}))`;
		case "float":
			return `${kept} = CAST(${text} AS FLOAT)`;
		case "double":
			return `${kept} = CAST(${text} AS DOUBLE)`;
		case "date":
		case "datetime":
		case "timestamp":
			return `CAST(${kept} AS DATETIME(6)) = CAST(${text} AS DATETIME(6))`;
		case "time":
			return `${kept} = CAST(${text} AS TIME(6))`;
		case "year":
			return `(${kept} = CAST(${text} AS UNSIGNED) OR LENGTH(${written}) < 3 AND ${kept} % 100 = CAST(${text} AS UNSIGNED))`;
		case "json":
			return `${kept} = CAST(${text} AS JSON)`;
		case "bit":
			return `${kept} + 0 = CONV(HEX(${written}), 16, 10)`;
		case "binary":
			return `${kept} = CAST(${written} AS BINARY(${length}))`;
		case "char":
			return `CAST(RTRIM(CONVERT(${kept} USING utf8mb4)) AS BINARY) = CAST(RTRIM(${text}) AS BINARY)`;
		case "enum":
			return `CONVERT(${kept} USING utf8mb4) = ${text}`;
		case "set":
			// The server puts members into its own order.
			return `CHAR_LENGTH(CONVERT(${kept} USING utf8mb4)) = CHAR_LENGTH(${text})`;
		default:
			return isText(type)
				? `CAST(CONVERT(${kept} USING utf8mb4) AS BINARY) = ${written}`
				: `CAST(${kept} AS BINARY) = ${written}`;
	}
}
