import type { Readable } from "node:stream";
import type { Connection, ResultSetHeader, RowDataPacket } from "mysql2/promise";
import type { Connect } from "../mysql/connect.ts";
import { isMysqlError } from "../mysql/errors.ts";
import { quoted } from "../mysql/sql/identifiers.ts";
import { type ColumnType, isBinary, isText } from "../schema/column-type.ts";
import type { TableModel } from "../schema/model.ts";
import { storedColumns } from "./stored-columns.ts";

/** Seconds since 1970 of the moment that loaded rows take for now: 2026-01-01, noon, UTC. */
const NOW = 1_767_268_800;

/**
 * A connection set up for loading: checks that the data's own construction makes needless are off. The binary log is left
 * as the server has it: rows that are missing there break its replicas and any recovery from it.
 */
export async function openLoadSession(connect: Connect): Promise<Connection> {
	const connection = await connect();
	await connection.query(
		"SET SESSION unique_checks = 0, foreign_key_checks = 0, time_zone = '+00:00', sql_mode = 'STRICT_ALL_TABLES'",
	);
	// What the server fills in by the clock is the same in each load, where the user may set it.
	await connection.query(`SET SESSION timestamp = ${NOW}`).catch(() => undefined);
	// For the keys that are added to full tables: one thread sorts all of one's keys in memory, where several would each
	// sort a part and then merge the parts. Unknown before 8.0.27, where sorting takes what it is given.
	await connection
		.query("SET SESSION innodb_ddl_buffer_size = 67108864, innodb_ddl_threads = 1, innodb_parallel_read_threads = 1")
		.catch((thrown: unknown) => {
			if (!isMysqlError(thrown, "unknownVariable")) throw thrown;
		});
	return connection;
}

/** The columns of a table that its rows carry, in their order, and how the server is to read the bytes. */
export interface RowFormat {
	readonly columns: readonly string[];
	readonly characterSet: "binary" | "utf8mb4";
	/** Columns that take text and no bytes, where the rows are read as bytes for the sake of others. */
	readonly converted?: readonly string[];
}

/** One LOAD DATA LOCAL statement: a table, its rows' format, and where the bytes come from. */
export interface LoadStatement extends RowFormat {
	readonly table: string;
	readonly bytes: () => Readable;
}

/**
 * Streams rows into a table.
 * @returns rows the server stored.
 * @throws Error when the server dropped or changed a value: LOCAL turns such errors into warnings.
 */
export async function loadData(connection: Connection, statement: LoadStatement): Promise<number> {
	const { table, columns, characterSet, converted = [], bytes } = statement;
	const fields = columns.map((column, at) => (converted.includes(column) ? `@f${at}` : quoted(column)));
	const conversions = columns.flatMap((column, at) =>
		converted.includes(column) ? [`${quoted(column)} = CONVERT(@f${at} USING utf8mb4)`] : [],
	);
	const [result] = await connection.query<ResultSetHeader>({
		// The name is only for the server's log: the driver reads the stream.
		sql: `LOAD DATA LOCAL INFILE 'rows' INTO TABLE ${quoted(table)} CHARACTER SET ${characterSet}
			(${fields.join(", ")})${conversions.length === 0 ? "" : ` SET ${conversions.join(", ")}`}`,
		infileStreamFactory: bytes,
	});
	if (result.warningStatus > 0) {
		const [warnings] = await connection.query<RowDataPacket[]>("SHOW WARNINGS LIMIT 1");
		throw new RowsRefused(table, String(warnings[0]?.Message));
	}
	return result.affectedRows;
}

/** The server dropped or changed values of a load. */
export class RowsRefused extends Error {
	/** Of the first value, where the server says: its column, and its row counted from 1 within the load. */
	readonly place: { readonly column: string; readonly row: number } | undefined;
	readonly says: string;

	constructor(table: string, says: string) {
		super(`Rows of ${table} were not stored as made: ${says}.`);
		this.name = "RowsRefused";
		this.says = says;
		const [, column, row] = /column '?(?:.*\.)?[`']?([^`']+)[`']? at row (\d+)$/.exec(says) ?? [];
		this.place = column === undefined ? undefined : { column, row: Number(row) };
	}
}

/**
 * How a table's rows are to be read. As bytes they are not told apart character by character on their way to the columns,
 * which still refuse what is no UTF-8: a load takes a twentieth less time, and binary values come through. JSON, and text in
 * another character set, take no bytes: where the table has no binary column, all is read as text.
 */
export function rowFormat(table: TableModel, columns: readonly string[]): RowFormat {
	const written = storedColumns(table).filter(({ name }) => columns.includes(name));
	const converted = written.filter(({ type }) => takesNoBytes(type)).map(({ name }) => name);
	if (converted.length === 0) return { columns, characterSet: "binary" };
	if (!written.some(({ type }) => isBinary(type))) return { columns, characterSet: "utf8mb4" };
	return { columns, characterSet: "binary", converted };
}

function takesNoBytes(type: ColumnType): boolean {
	return type.base === "json" || (isText(type) && type.charset !== undefined && !/^utf8mb[34]$/.test(type.charset));
}
