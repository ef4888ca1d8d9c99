import type { Connection, RowDataPacket } from "mysql2/promise";

/** Reads of the whole server so far. */
export interface DiskReads {
	/** Pages that a query had to wait for (Innodb_buffer_pool_reads). */
	readonly waited: number;
	/** All pages, also those read ahead (Innodb_pages_read). */
	readonly pages: number;
}

/** Nothing else may run on the server meanwhile: the counters are those of all sessions. */
export async function diskReads(observer: Connection): Promise<DiskReads> {
	const [rows] = await observer.query<RowDataPacket[]>(
		"SHOW GLOBAL STATUS WHERE Variable_name IN ('Innodb_buffer_pool_reads', 'Innodb_pages_read')",
	);
	const value = (name: string) => Number(rows.find((row) => row.Variable_name === name)?.Value ?? Number.NaN);
	return { waited: value("Innodb_buffer_pool_reads"), pages: value("Innodb_pages_read") };
}

/** What was read between two looks. */
export function readsBetween(earlier: DiskReads, later: DiskReads): DiskReads {
	return { waited: later.waited - earlier.waited, pages: later.pages - earlier.pages };
}
