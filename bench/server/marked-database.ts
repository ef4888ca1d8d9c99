import { createHash } from "node:crypto";
import type { Connection, RowDataPacket } from "mysql2/promise";
import { BenchError, codeOf } from "../../base/errors.ts";
import { MADE_HERE, TABLE_COMMENT } from "../../schema/ddl/table-statements.ts";

const MARKER = "index_impact_marker";
const COLUMNS = "tool VARCHAR(32) PRIMARY KEY, dataset_key VARCHAR(512), created_at TIMESTAMP, kept_at TIMESTAMP NULL";

/** The database on a foreign server that holds the dataset of that key. */
export function databaseFor(datasetKey: string): string {
	return `index_impact_${createHash("sha256").update(datasetKey).digest("hex").slice(0, 12)}`;
}

/**
 * Makes the database with its marker, or takes one that carries the marker.
 * @returns whether a dataset is complete in it.
 * @throws BenchError when a database of that name, or a table in it, is somebody else's, or rights are missing.
 */
export async function claimDatabase(connection: Connection, database: string, datasetKey: string): Promise<boolean> {
	await lock(connection, database);
	const [found] = await connection.query<RowDataPacket[]>("SHOW DATABASES LIKE ?", [database.replaceAll("_", "\\_")]);
	if (found.length > 0) {
		const restored = await readMarker(connection, database, datasetKey);
		await refuseOtherTables(connection, database);
		return restored;
	}
	try {
		await connection.query(`CREATE DATABASE \`${database}\` CHARACTER SET utf8mb4`);
	} catch (error) {
		// Another user's database of that name may be invisible to this one.
		throw codeOf(error) === "ER_DB_CREATE_EXISTS" ? foreign(database) : lacking(error, database);
	}
	try {
		await connection.query(`CREATE TABLE \`${database}\`.${MARKER} (${COLUMNS}) ENGINE=InnoDB ${MADE_HERE}`);
		await connection.query(`INSERT INTO \`${database}\`.${MARKER} VALUES ('index-impact', ?, NOW(), NULL)`, [
			datasetKey,
		]);
	} catch (error) {
		// Made a moment ago by this very call, so it is the tool's to remove.
		await connection.query(`DROP DATABASE \`${database}\``).catch(() => undefined);
		throw lacking(error, database);
	}
	return false;
}

/** Notes that the dataset in the database is complete. */
export async function markKept(connection: Connection, database: string): Promise<void> {
	await connection.query(`UPDATE \`${database}\`.${MARKER} SET kept_at = NOW()`);
}

async function readMarker(connection: Connection, database: string, datasetKey: string): Promise<boolean> {
	let rows: RowDataPacket[];
	try {
		[rows] = await connection.query<RowDataPacket[]>(
			`SELECT tool, dataset_key, kept_at FROM \`${database}\`.${MARKER}`,
		);
	} catch (error) {
		throw codeOf(error) === "ER_NO_SUCH_TABLE" || codeOf(error) === "ER_BAD_FIELD_ERROR"
			? foreign(database)
			: lacking(error, database);
	}
	const marker = rows[0];
	if (rows.length !== 1 || marker?.tool !== "index-impact" || marker.dataset_key !== datasetKey)
		throw foreign(database);
	return marker.kept_at !== null;
}

/** Of the tables that a run makes, each says so in its comment; one of any other make might be dropped for one of them. */
async function refuseOtherTables(connection: Connection, database: string): Promise<void> {
	const [rows] = await connection.query<RowDataPacket[]>(
		"SELECT TABLE_NAME AS name FROM information_schema.TABLES WHERE TABLE_SCHEMA = ? AND TABLE_COMMENT <> ? ORDER BY 1",
		[database, TABLE_COMMENT],
	);
	if (rows.length === 0) return;
	const names = rows.map((row) => String(row.name)).join(", ");
	throw new BenchError(
		"environment",
		`The database ${database} holds what this tool did not make: ${names}; it is left alone.`,
		"Move that elsewhere, drop the database yourself, or choose another --seed.",
	);
}

/**
 * Drops the tables that a killed run left beside its dataset, copies to write on for example. Only those that say that
 * the tool made them, in the database that the connection has chosen.
 * @param known names of the dataset's own tables.
 */
export async function dropStrayTables(connection: Connection, known: readonly string[]): Promise<void> {
	const [rows] = await connection.query<RowDataPacket[]>(
		`SELECT TABLE_NAME AS name FROM information_schema.TABLES
		 WHERE TABLE_SCHEMA = DATABASE() AND TABLE_COMMENT = ? AND TABLE_NAME NOT IN (?)`,
		[TABLE_COMMENT, [MARKER, ...known]],
	);
	// Tables that refer to each other go in any order.
	if (rows.length > 0) await connection.query("SET SESSION foreign_key_checks = 0");
	for (const row of rows) await connection.query("DROP TABLE ??", [row.name]);
}

/** Held by the connection: two runs on one database would hide each other's indexes. */
async function lock(connection: Connection, database: string): Promise<void> {
	const [rows] = await connection.query<RowDataPacket[]>("SELECT GET_LOCK(?, 0) AS held", [database]);
	if (rows[0]?.held === 1) return;
	throw new BenchError(
		"environment",
		`Another run is working in the database ${database} of that server.`,
		"Wait until it is done, or choose another --scale or --seed.",
	);
}

function foreign(database: string): BenchError {
	return new BenchError(
		"environment",
		`The server already has a database ${database} that this tool did not make; it is left alone.`,
		"Rename or drop that database yourself, or choose another --seed.",
	);
}

function lacking(error: unknown, database: string): Error {
	const code = codeOf(error);
	if (code === "ER_OPTION_PREVENTS_STATEMENT" || code === "ER_READ_ONLY_MODE") {
		return new BenchError("environment", "The server is read-only.", "Name a server that may be written to.");
	}
	if (!/^ER_.*(DENIED|ACCESS)/.test(code)) return error instanceof Error ? error : new Error(String(error));
	return new BenchError(
		"environment",
		`The user may not make the database ${database} or tables in it.`,
		"Grant what is missing: GRANT ALL ON `index\\_impact\\_%`.* TO that user.",
	);
}
