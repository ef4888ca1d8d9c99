import type { Connection, RowDataPacket } from "mysql2/promise";
import { isQueryError } from "../../../mysql/errors.ts";

/** Logical work of writes: it varies far less between runs than their time, and rows not at all. */
export interface WriteCounters {
	readonly rowsWritten: number;
	readonly rowsRead: number;
	/** Changes of pages in the buffer pool (Innodb_buffer_pool_write_requests); null where the server does not tell. */
	readonly pageWrites: number | null;
	/** Bytes of redo log; null where the user may not know. */
	readonly redoBytes: number | null;
}

const ROWS_WRITTEN = ["Innodb_rows_inserted", "Innodb_rows_updated", "Innodb_rows_deleted"] as const;
const ROWS_READ = "Innodb_rows_read";
const PAGE_WRITES = "Innodb_buffer_pool_write_requests";

async function readCounters(observer: Connection): Promise<ReadonlyMap<string, number>> {
	const [rows] = await observer.query<RowDataPacket[]>("SHOW GLOBAL STATUS WHERE Variable_name IN (?)", [
		[...ROWS_WRITTEN, ROWS_READ, PAGE_WRITES],
	]);
	const counters = new Map(rows.map((row) => [String(row.Variable_name), Number(row.Value)]));
	const lsn = await logSequenceNumber(observer);
	return lsn === undefined ? counters : counters.set(LSN, lsn);
}

const LSN = "Log sequence number";

/** Bytes of redo log so far. The status variable of that name lags behind; this needs the PROCESS privilege. */
async function logSequenceNumber(observer: Connection): Promise<number | undefined> {
	try {
		const [[row]] = await observer.query<RowDataPacket[]>("SHOW ENGINE INNODB STATUS");
		const found = /^Log sequence number\s+(\d+)$/m.exec(String(row?.Status))?.[1];
		return found === undefined ? undefined : Number(found);
	} catch (error) {
		if (!isQueryError(error)) throw error;
		return undefined;
	}
}

/** What `work` moved on the server, which nothing else uses meanwhile. */
export async function writeCountersMoved(observer: Connection, work: () => Promise<void>): Promise<WriteCounters> {
	const start = await readCounters(observer);
	await work();
	const end = await readCounters(observer);
	const moved = (name: string) => {
		const [from, to] = [start.get(name), end.get(name)];
		return from === undefined || to === undefined ? null : to - from;
	};
	return {
		rowsWritten: ROWS_WRITTEN.reduce((sum, name) => sum + (moved(name) ?? 0), 0),
		rowsRead: moved(ROWS_READ) ?? 0,
		pageWrites: moved(PAGE_WRITES),
		redoBytes: moved(LSN),
	};
}

/** The least of each counter: what the server does behind the run's back only ever adds. @param per divides them. */
export function leastCounters(several: readonly WriteCounters[], per: number): WriteCounters {
	const least = (value: (counters: WriteCounters) => number | null) => {
		const values = several.map(value).filter((found) => found !== null);
		return values.length === 0 ? null : Math.min(...values) / per;
	};
	return {
		rowsWritten: least((c) => c.rowsWritten) ?? 0,
		rowsRead: least((c) => c.rowsRead) ?? 0,
		pageWrites: least((c) => c.pageWrites),
		redoBytes: least((c) => c.redoBytes),
	};
}
