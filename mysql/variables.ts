import type { Connection, RowDataPacket } from "mysql2/promise";

/** Variables that change what a query costs or how it is planned. Those a server does not know are left out. */
const NAMES = [
	"version_comment",
	"version_compile_machine",
	"version_compile_os",
	"sql_mode",
	"optimizer_switch",
	"transaction_isolation",
	"character_set_server",
	"collation_server",
	"lower_case_table_names",
	"time_zone",
	"default_storage_engine",
	"performance_schema",
	"log_bin",
	"sync_binlog",
	"slow_query_log",
	"general_log",
	"join_buffer_size",
	"sort_buffer_size",
	"read_buffer_size",
	"read_rnd_buffer_size",
	"tmp_table_size",
	"max_heap_table_size",
	"internal_tmp_mem_storage_engine",
	"eq_range_index_dive_limit",
	"innodb_buffer_pool_size",
	"innodb_buffer_pool_instances",
	"innodb_page_size",
	"innodb_default_row_format",
	"innodb_flush_log_at_trx_commit",
	"innodb_flush_method",
	"innodb_doublewrite",
	"innodb_redo_log_capacity",
	"innodb_io_capacity",
	"innodb_adaptive_hash_index",
	"innodb_change_buffering",
	"innodb_parallel_read_threads",
	"innodb_stats_persistent",
	"innodb_stats_persistent_sample_pages",
	"innodb_stats_auto_recalc",
	"innodb_old_blocks_time",
] as const;

/** The variables that a reader needs to judge or repeat a run, as the connection's session sees them. */
export async function readVariables(connection: Connection): Promise<Readonly<Record<string, string>>> {
	const [rows] = await connection.query<RowDataPacket[]>("SHOW VARIABLES WHERE Variable_name IN (?)", [NAMES]);
	const found = new Map(rows.map((row) => [String(row.Variable_name), String(row.Value)]));
	return Object.fromEntries(NAMES.filter((name) => found.has(name)).map((name) => [name, found.get(name) ?? ""]));
}
