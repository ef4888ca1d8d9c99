import type { Connection, RowDataPacket } from "mysql2/promise";

const NAMES = [
	"innodb_flush_log_at_trx_commit",
	"log_bin",
	"sync_binlog",
	"innodb_doublewrite",
	"innodb_flush_method",
	"innodb_change_buffering",
	"innodb_redo_log_capacity",
	"innodb_buffer_pool_size",
	"unique_checks",
	"transaction_isolation",
] as const;

/** The settings that decide what a commit costs, as the session sees them; those that a server does not know are left out. */
export async function durabilitySettings(connection: Connection): Promise<Record<string, string>> {
	const [rows] = await connection.query<RowDataPacket[]>("SHOW VARIABLES WHERE Variable_name IN (?)", [[...NAMES]]);
	return Object.fromEntries(rows.map((row) => [String(row.Variable_name), String(row.Value)]));
}
