import type { Connection, RowDataPacket } from "mysql2/promise";
import { isMysqlError, isQueryError, QueryTimeout } from "../../../mysql/errors.ts";
import type { WriteScenario, WriteUnit } from "../../../scenarios/suite.ts";
import type { ConcurrencySlice } from "../../record/studies/locks.ts";
import { type Side, type TwinTable, twinNames } from "../twins/twin-tables.ts";
import { send, textsOf } from "../writes/write-work.ts";

/** Waiting longer for a lock ends an execution, in seconds: a user would have given up too. */
export const LOCK_WAIT_SECONDS = 5;

/** A write that several sessions do at once on one side. */
export interface ConcurrentWork {
	readonly observer: Connection;
	readonly write: WriteScenario;
	readonly units: readonly WriteUnit[];
	readonly twins: readonly TwinTable[];
	readonly signal: AbortSignal;
}

/**
 * Every session does one execution after another until the time is up; the last ones are finished and count. What the
 * server rolls back is not done again: the application of the suite gives up and says so.
 */
export async function runSlice(
	{ observer, write, units, twins, signal }: ConcurrentWork,
	sessions: readonly Connection[],
	side: Side,
	milliseconds: number,
): Promise<ConcurrencySlice> {
	const names = twinNames(twins, side);
	const [first] = sessions;
	if (first === undefined) throw new RangeError("at least one session");
	const texts = units.map((unit) => textsOf(first, write, unit, names));
	const found = { done: 0, deadlocks: 0, timeouts: 0 };
	const before = await lockWaits(observer);
	const started = performance.now();
	const until = started + milliseconds;
	const work = async (session: Connection, number: number) => {
		for (let at = number; performance.now() < until && !signal.aborted; at += sessions.length) {
			try {
				await send(session, texts[at % texts.length] ?? []);
				found.done++;
			} catch (error) {
				if (!isQueryError(error)) throw error;
				await session.query("ROLLBACK");
				if (error instanceof QueryTimeout) throw error;
				if (isMysqlError(error, "deadlock")) found.deadlocks++;
				else if (isMysqlError(error, "lockWaitTimeout")) found.timeouts++;
				else throw error;
			}
		}
	};
	const ended = await Promise.allSettled(sessions.map(work));
	const seconds = (performance.now() - started) / 1000;
	for (const end of ended) if (end.status === "rejected") throw end.reason;
	const after = await lockWaits(observer);
	return { seconds, ...found, waits: after.waits - before.waits, waitMs: after.ms - before.ms };
}

async function lockWaits(observer: Connection): Promise<{ waits: number; ms: number }> {
	const [rows] = await observer.query<RowDataPacket[]>(
		"SHOW GLOBAL STATUS WHERE Variable_name IN ('Innodb_row_lock_waits', 'Innodb_row_lock_time')",
	);
	const value = (name: string) => Number(rows.find((row) => row.Variable_name === name)?.Value ?? 0);
	return { waits: value("Innodb_row_lock_waits"), ms: value("Innodb_row_lock_time") };
}
