import type { Readable } from "node:stream";
import type { Connection, ResultSetHeader, RowDataPacket } from "mysql2/promise";
import type { Connect } from "./mysql.ts";

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
	// For the keys that are added to full tables. Unknown before 8.0.27, where sorting takes what it is given.
	await connection
		.query("SET SESSION innodb_ddl_buffer_size = 67108864, innodb_ddl_threads = 2")
		.catch((thrown: unknown) => {
			if ((thrown as { errno?: number }).errno !== UNKNOWN_VARIABLE) throw thrown;
		});
	return connection;
}

/** Of servers before 8.0.21, where the redo log is always on. */
const SYNTAX_ERROR = 1064;

/**
 * Does the work while the server keeps no redo log, if it is the tool's own: a tenth less to do. A server that dies
 * meanwhile has lost everything, which an unfinished dataset is anyway. The log is on again, and every page on the disk,
 * when this returns.
 */
export async function withoutRedoLog<T>(admin: Connection, owned: boolean, work: () => Promise<T>): Promise<T> {
	const off =
		owned &&
		(await admin.query("ALTER INSTANCE DISABLE INNODB REDO_LOG").then(
			() => true,
			(error: { errno?: number }) => {
				if (error.errno === SYNTAX_ERROR) return false;
				throw error;
			},
		));
	try {
		return await work();
	} finally {
		if (off) await admin.query("ALTER INSTANCE ENABLE INNODB REDO_LOG");
	}
}

/** One LOAD DATA LOCAL statement: a table, its columns, and where the bytes come from. */
export interface LoadStatement {
	readonly table: string;
	readonly columns: readonly string[];
	readonly bytes: () => Readable;
}

/**
 * Streams rows into a table.
 * @returns rows the server stored.
 * @throws Error when the server dropped or changed a value: LOCAL turns such errors into warnings.
 */
export async function loadData(connection: Connection, { table, columns, bytes }: LoadStatement): Promise<number> {
	const [result] = await connection.query<ResultSetHeader>({
		// The name is only for the server's log: the driver reads the stream.
		sql: `LOAD DATA LOCAL INFILE 'rows' INTO TABLE \`${table}\` CHARACTER SET utf8mb4
			(${columns.map((column) => `\`${column}\``).join(", ")})`,
		infileStreamFactory: bytes,
	});
	if (result.warningStatus > 0) {
		const [warnings] = await connection.query<RowDataPacket[]>("SHOW WARNINGS LIMIT 1");
		throw new Error(`Rows of ${table} were not stored as made: ${String(warnings[0]?.Message)}.`);
	}
	return result.affectedRows;
}
