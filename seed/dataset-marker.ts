import type { Connection, RowDataPacket } from "mysql2/promise";
import { isMysqlError } from "../mysql/errors.ts";
import { MADE_HERE } from "../schema/ddl/table-statements.ts";
import type { AuditReport } from "./audit.ts";

/** The table that says what a database holds; written as the very last step of making a dataset. */
export const MARKER_TABLE = "index_impact_dataset";

/** What is known of one table of a complete dataset. */
export interface MarkedTable {
	readonly name: string;
	readonly rows: number;
	readonly digest: string;
	/** The table's definition as the server shows it: an index or column added later changes it. */
	readonly definition: string;
}

/** What the marker says. */
export interface Marker {
	readonly fingerprint: string;
	readonly tables: readonly MarkedTable[];
	readonly audit: AuditReport;
}

/** The marker of a complete dataset, or undefined: none there, unreadable, or never finished. */
export async function readMarker(connection: Connection): Promise<Marker | undefined> {
	const [found] = await connection.query<RowDataPacket[]>("SHOW TABLES LIKE ?", [MARKER_TABLE]);
	if (found.length === 0) return undefined;
	try {
		const [rows] = await connection.query<RowDataPacket[]>(`SELECT content FROM ${MARKER_TABLE} WHERE complete = 1`);
		return rows.length === 1 ? (JSON.parse(String(rows[0]?.content)) as Marker) : undefined;
	} catch {
		// A marker of another make: the dataset is made again.
		return undefined;
	}
}

/** Marks the database's dataset as complete. */
export async function writeMarker(connection: Connection, marker: Marker): Promise<void> {
	await connection.query(
		`CREATE TABLE ${MARKER_TABLE} (fingerprint VARCHAR(64) NOT NULL PRIMARY KEY, complete TINYINT NOT NULL,
			content LONGTEXT NOT NULL) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 ${MADE_HERE}`,
	);
	await connection.query(`INSERT INTO ${MARKER_TABLE} VALUES (?, 1, ?)`, [marker.fingerprint, JSON.stringify(marker)]);
}

/** The table's definition as the server shows it, without the counter of its keys; undefined when there is no such table. */
export async function definitionOf(connection: Connection, table: string): Promise<string | undefined> {
	const [rows] = await connection.query<RowDataPacket[]>(`SHOW CREATE TABLE \`${table}\``).catch((error: unknown) => {
		if (isMysqlError(error, "noSuchTable")) return [[]];
		throw error;
	});
	if (rows.length === 0) return undefined;
	return String(rows[0]?.["Create Table"]).replace(/ AUTO_INCREMENT=\d+/, "");
}
