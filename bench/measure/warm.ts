import type { Connection } from "mysql2/promise";
import type { IndexSpec } from "../../scenarios/suite.ts";

/**
 * Reads whole tables into the buffer pool. A plan depends on what is cached, and a cold page costs a disk read that
 * has nothing to do with the index.
 */
export async function warmTables(connection: Connection, tables: readonly string[]): Promise<void> {
	for (const table of tables) await connection.query("SELECT COUNT(*) FROM ?? FORCE INDEX (PRIMARY)", [table]);
}

/** The same for the indexes under test, visible or not. */
export async function warmIndexes(connection: Connection, specs: readonly IndexSpec[]): Promise<void> {
	for (const { table, name, columns } of specs) {
		await connection.query(
			"SELECT /*+ SET_VAR(optimizer_switch='use_invisible_indexes=on') */ COUNT(??) FROM ?? FORCE INDEX (??)",
			[columns[0], table, name],
		);
	}
}
