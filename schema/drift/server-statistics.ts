import type { Connection, RowDataPacket } from "mysql2/promise";
import { messageOf } from "../../base/errors.ts";

/** What a running server tells of its indexes, beside what they are. */
export interface ServerStatistics {
	/** Seconds since the server started; what is unused has been so for this long. */
	readonly uptimeSeconds: number;
	/** Indexes that nothing has read since the start; undefined where performance_schema does not tell. */
	readonly unused?: readonly { readonly table: string; readonly index: string }[];
	/** Bytes on disk; undefined where the user may not see them. */
	readonly sizes?: readonly { readonly table: string; readonly index: string; readonly bytes: number }[];
	/** The server's own opinion: sys.schema_redundant_indexes. */
	readonly redundant?: readonly { readonly table: string; readonly index: string; readonly coveredBy: string }[];
	/** What could not be asked, and why. */
	readonly notTold: readonly { readonly what: "unused" | "sizes" | "redundant"; readonly message: string }[];
}

const UNUSED = `SELECT OBJECT_NAME AS tableName, INDEX_NAME AS indexName
	FROM performance_schema.table_io_waits_summary_by_index_usage
	WHERE OBJECT_SCHEMA = ? AND INDEX_NAME IS NOT NULL AND INDEX_NAME <> 'PRIMARY' AND COUNT_STAR = 0
	ORDER BY 1, 2`;
const SIZES = `SELECT table_name AS tableName, index_name AS indexName, stat_value * @@innodb_page_size AS bytes
	FROM mysql.innodb_index_stats WHERE database_name = ? AND stat_name = 'size' ORDER BY 3 DESC`;
const REDUNDANT = `SELECT table_name AS tableName, redundant_index_name AS indexName, dominant_index_name AS coveredBy
	FROM sys.schema_redundant_indexes WHERE table_schema = ? ORDER BY 1, 2`;

/** Asks a server within one read-only transaction; nothing is changed, and no row of a table is read. */
export async function readStatistics(connection: Connection, database: string): Promise<ServerStatistics> {
	await connection.query("START TRANSACTION READ ONLY");
	try {
		const notTold: { what: "unused" | "sizes" | "redundant"; message: string }[] = [];
		const ask = async (what: (typeof notTold)[number]["what"], sql: string) => {
			try {
				const [rows] = await connection.query<RowDataPacket[]>(sql, [database]);
				return rows;
			} catch (error) {
				// A user without the privilege still gets all the rest.
				notTold.push({ what, message: messageOf(error) });
				return undefined;
			}
		};
		const [[uptime]] = await connection.query<RowDataPacket[]>("SHOW GLOBAL STATUS LIKE 'Uptime'");
		const unused = await ask("unused", UNUSED);
		const sizes = await ask("sizes", SIZES);
		const redundant = await ask("redundant", REDUNDANT);
		return {
			uptimeSeconds: Number(uptime?.Value ?? 0),
			...(unused && { unused: unused.map(named) }),
			...(sizes && { sizes: sizes.map((row) => ({ ...named(row), bytes: Number(row.bytes) })) }),
			...(redundant && { redundant: redundant.map((row) => ({ ...named(row), coveredBy: String(row.coveredBy) })) }),
			notTold,
		};
	} finally {
		await connection.query("COMMIT").catch(() => undefined);
	}
}

function named({ tableName, indexName }: RowDataPacket): { readonly table: string; readonly index: string } {
	return { table: String(tableName), index: String(indexName) };
}
