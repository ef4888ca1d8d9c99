import { setTimeout as pause } from "node:timers/promises";
import type { Connection, RowDataPacket } from "mysql2/promise";
import { BenchError } from "../../base/errors.ts";
import { DATABASE_ATTRIBUTE } from "../../mysql/connect.ts";

/** For a killed ALTER TABLE to undo what it did. */
const END_LIMIT_MS = 120_000;

/**
 * Ends the statements that a killed run left on somebody's server: a server notices that a client is gone only when it
 * has something to tell it. Only sessions that say that they are the tool's, on this very database, and only while no
 * run holds the database.
 * @throws BenchError kind "environment" when one of them does not end within two minutes.
 */
export async function endDeadSessions(connection: Connection, database: string): Promise<void> {
	const deadline = performance.now() + END_LIMIT_MS;
	for (;;) {
		const sessions = await deadSessions(connection, database);
		if (sessions.length === 0) return;
		for (const id of sessions) await connection.query(`KILL ${id}`).catch(() => undefined);
		if (performance.now() > deadline) {
			throw new BenchError(
				"environment",
				`A statement that an earlier run left in the database ${database} has not ended within ${END_LIMIT_MS / 1000} s.`,
				`Wait for it, or end connection ${sessions[0]} of that server yourself.`,
			);
		}
		await pause(200);
	}
}

/** Of the user's own account; none where performance_schema is off, or while a run has the database. */
async function deadSessions(connection: Connection, database: string): Promise<readonly number[]> {
	const [rows] = await connection
		.query<RowDataPacket[]>(
			`SELECT a.PROCESSLIST_ID AS id FROM performance_schema.session_account_connect_attrs a
			 WHERE a.ATTR_NAME = ? AND a.ATTR_VALUE = ? AND a.PROCESSLIST_ID <> CONNECTION_ID() AND IS_FREE_LOCK(?) = 1`,
			[DATABASE_ATTRIBUTE, database, database],
		)
		.catch(() => [[]] as [RowDataPacket[]]);
	return rows.map((row) => Number(row.id));
}
