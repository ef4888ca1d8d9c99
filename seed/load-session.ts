import type { Readable } from "node:stream";
import { getTableConfig, type MySqlTable } from "drizzle-orm/mysql-core";
import type { Connection, ResultSetHeader, RowDataPacket } from "mysql2/promise";
import type { Connect } from "../mysql/connect.ts";

const UNKNOWN_VARIABLE = 1193;

/**
 * A connection set up for loading: checks that the data's own construction makes needless are off. The binary log is left
 * as the server has it: rows that are missing there break its replicas and any recovery from it.
 */
export async function openLoadSession(connect: Connect): Promise<Connection> {
	const connection = await connect();
	await connection.query(
		"SET SESSION unique_checks = 0, foreign_key_checks = 0, time_zone = '+00:00', sql_mode = 'STRICT_ALL_TABLES'",
	);
	// For the keys that are added to full tables: one thread sorts all of one's keys in memory, where several would each
	// sort a part and then merge the parts. Unknown before 8.0.27, where sorting takes what it is given.
	await connection
		.query("SET SESSION innodb_ddl_buffer_size = 67108864, innodb_ddl_threads = 1, innodb_parallel_read_threads = 1")
		.catch((thrown: unknown) => {
			if ((thrown as { errno?: number }).errno !== UNKNOWN_VARIABLE) throw thrown;
		});
	return connection;
}

/** The columns of a table that its rows carry, in their order, and how the server is to read the bytes. */
export interface RowFormat {
	readonly columns: readonly string[];
	readonly characterSet: "binary" | "utf8mb4";
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
	const { table, columns, characterSet, bytes } = statement;
	const [result] = await connection.query<ResultSetHeader>({
		// The name is only for the server's log: the driver reads the stream.
		sql: `LOAD DATA LOCAL INFILE 'rows' INTO TABLE \`${table}\` CHARACTER SET ${characterSet}
			(${columns.map((column) => `\`${column}\``).join(", ")})`,
		infileStreamFactory: bytes,
	});
	if (result.warningStatus > 0) {
		const [warnings] = await connection.query<RowDataPacket[]>("SHOW WARNINGS LIMIT 1");
		throw new Error(`Rows of ${table} were not stored as made: ${String(warnings[0]?.Message)}.`);
	}
	return result.affectedRows;
}

/**
 * The character set to load a table's rows in. As bytes they are not told apart character by character on their way to the
 * columns, which still refuse what is no UTF-8: a load takes a twentieth less time. A JSON column takes no bytes.
 */
export function loadCharacterSet(table: MySqlTable): RowFormat["characterSet"] {
	return getTableConfig(table).columns.some((column) => column.getSQLType() === "json") ? "utf8mb4" : "binary";
}
