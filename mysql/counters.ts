import type { Connection, RowDataPacket } from "mysql2/promise";

type Counters = Readonly<Record<string, number>>;

/**
 * The session counters that tell how rows were reached; they hardly vary between executions.
 * Created_tmp_files is not among them: the server counts it for all sessions together.
 */
const WATCHED = /^(Handler_read_|Handler_write$|Sort_|Created_tmp_(disk_)?tables$|Select_)/;

/** Every watched counter of the session, those that stand at zero included. */
export async function readSession(connection: Connection): Promise<Counters> {
	return (await readStatus(connection)).counters;
}

async function readStatus(
	connection: Connection,
): Promise<{ readonly counters: Counters; readonly sentBytes: number }> {
	const [rows] = await connection.query<RowDataPacket[]>("SHOW SESSION STATUS");
	const counters: Record<string, number> = {};
	let sentBytes = 0;
	for (const row of rows) {
		const name = String(row.Variable_name);
		if (WATCHED.test(name)) counters[name] = Number(row.Value);
		if (name === "Bytes_sent") sentBytes = Number(row.Value);
	}
	return { counters, sentBytes };
}

function difference(later: Counters, earlier: Counters): Counters {
	const moved: Record<string, number> = {};
	for (const [name, value] of Object.entries(later)) {
		const delta = value - (earlier[name] ?? 0);
		if (delta !== 0) moved[name] = delta;
	}
	return moved;
}

/**
 * The session counters that `work` moved on this connection, and the bytes that it had sent to the client, give or take a
 * few: the status is as long as its figures have digits.
 * Reading the status moves counters too, by the same amount each time: that is measured and taken off.
 */
export async function countersMoved<T>(
	connection: Connection,
	work: () => Promise<T>,
): Promise<{ counters: Counters; sentBytes: number; value: T }> {
	const idle = await readStatus(connection);
	const start = await readStatus(connection);
	const value = await work();
	const end = await readStatus(connection);
	const ownCost = difference(start.counters, idle.counters);
	const moved = difference(end.counters, start.counters);
	const sentBytes = Math.max(0, end.sentBytes - start.sentBytes - (start.sentBytes - idle.sentBytes));
	const counters: Record<string, number> = {};
	for (const name of new Set([...Object.keys(moved), ...Object.keys(ownCost)])) {
		const delta = (moved[name] ?? 0) - (ownCost[name] ?? 0);
		if (delta > 0) counters[name] = delta;
	}
	const sorted = Object.fromEntries(Object.entries(counters).sort(([a], [b]) => (a < b ? -1 : 1)));
	return { counters: sorted, sentBytes, value };
}

/**
 * Rows examined by the last `statements` SELECTs of this connection.
 * @returns null where performance_schema is off or may not be read.
 */
export async function rowsExamined(connection: Connection, statements: number): Promise<number | null> {
	try {
		const [rows] = await connection.query<RowDataPacket[]>(
			`SELECT ROWS_EXAMINED AS n FROM performance_schema.events_statements_history
			 WHERE THREAD_ID = PS_CURRENT_THREAD_ID() AND EVENT_NAME = 'statement/sql/select'
			 ORDER BY EVENT_ID DESC LIMIT ?`,
			[statements],
		);
		if (rows.length < statements) return null;
		return rows.reduce((sum, row) => sum + Number(row.n), 0);
	} catch {
		return null;
	}
}

/**
 * Logical page reads of the whole server so far (Innodb_buffer_pool_read_requests).
 * @returns null where it may not be read.
 */
export async function logicalPageReads(observer: Connection): Promise<number | null> {
	const [rows] = await observer.query<RowDataPacket[]>("SHOW GLOBAL STATUS LIKE 'Innodb_buffer_pool_read_requests'");
	const value = rows[0]?.Value;
	return value === undefined ? null : Number(value);
}
