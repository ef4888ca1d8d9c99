import { randomBytes } from "node:crypto";
import type { Connection, RowDataPacket } from "mysql2/promise";
import type { IndexSpec } from "../../../scenarios/suite.ts";

/** A copy of a table under test without the index under test: what happens to it happens to nobody's data. */
export interface Twin {
	readonly spec: IndexSpec;
	readonly rows: number;
}

/** Twins of every run bear this prefix; no seeded table does. */
const PREFIX = "online_build_twin_";

/**
 * Copies the index's table with all its keys and rows, but for the index itself.
 * @returns the same index as one of the copy, and how many rows that has.
 */
export async function makeTwin(connection: Connection, spec: IndexSpec): Promise<Twin> {
	const table = `${PREFIX}${randomBytes(4).toString("hex")}`;
	await connection.query("CREATE TABLE ?? LIKE ??", [table, spec.table]);
	await connection.query("ALTER TABLE ?? DROP INDEX ??", [table, spec.name]);
	await connection.query("INSERT INTO ?? SELECT * FROM ??", [table, spec.table]);
	const [rows] = await connection.query<RowDataPacket[]>("SELECT COUNT(*) AS n FROM ??", [table]);
	return { spec: { ...spec, table }, rows: Number(rows[0]?.n) };
}

/**
 * Removes all twins of the session's database, also what a killed run left. A build that is still under way on one is
 * ended first: nothing may wait for it.
 */
export async function dropTwins(connection: Connection): Promise<void> {
	const [rows] = await connection.query<RowDataPacket[]>(
		"SELECT TABLE_NAME AS name FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME LIKE ?",
		[`${PREFIX.replaceAll("_", "\\_")}%`],
	);
	for (const { name } of rows) {
		await endBuilds(connection, String(name));
		await connection.query("DROP TABLE IF EXISTS ??", [name]);
	}
}

async function endBuilds(connection: Connection, table: string): Promise<void> {
	const [rows] = await connection.query<RowDataPacket[]>(
		"SELECT ID AS id FROM information_schema.PROCESSLIST WHERE DB = DATABASE() AND ID <> CONNECTION_ID() AND INFO LIKE ?",
		[`%${table}%`],
	);
	for (const { id } of rows) {
		// It may have ended by itself meanwhile.
		await connection.query("KILL ?", [Number(id)]).catch(() => undefined);
	}
}
