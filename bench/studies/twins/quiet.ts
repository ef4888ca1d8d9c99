import { setTimeout as pause } from "node:timers/promises";
import type { Connection, RowDataPacket } from "mysql2/promise";

const POLL_MS = 8;
const QUIET_POLLS = 3;
const LONGEST_MS = 500;

/**
 * Waits until the server changes no more pages: it purges removed rows behind the run's back, which would be counted
 * and timed with whatever comes next. Gives up after half a second on a server that others use.
 */
export async function untilQuiet(observer: Connection): Promise<void> {
	const started = performance.now();
	let last = await pageWrites(observer);
	for (let quiet = 0; quiet < QUIET_POLLS && performance.now() - started < LONGEST_MS; ) {
		await pause(POLL_MS);
		const now = await pageWrites(observer);
		quiet = now === last ? quiet + 1 : 0;
		last = now;
	}
}

async function pageWrites(observer: Connection): Promise<number> {
	const [rows] = await observer.query<RowDataPacket[]>("SHOW GLOBAL STATUS LIKE 'Innodb_buffer_pool_write_requests'");
	return Number(rows[0]?.Value ?? 0);
}
