import { createHash } from "node:crypto";
import type { Connection, RowDataPacket } from "mysql2/promise";
import { BenchError } from "../../seed/errors.ts";
import { codeOf } from "./connection-failure.ts";

const MARKER = "index_impact_marker";

/** The database on a foreign server that holds the dataset of that key. */
export function databaseFor(datasetKey: string): string {
	return `index_impact_${createHash("sha256").update(datasetKey).digest("hex").slice(0, 12)}`;
}

/**
 * Makes the database with its marker, or takes one that carries the marker.
 * @returns whether a dataset is complete in it.
 * @throws BenchError when a database of that name is somebody else's, or rights are missing.
 */
export async function claimDatabase(connection: Connection, database: string, datasetKey: string): Promise<boolean> {
	await lock(connection, database);
	const [found] = await connection.query<RowDataPacket[]>("SHOW DATABASES LIKE ?", [database.replaceAll("_", "\\_")]);
	if (found.length > 0) return readMarker(connection, database, datasetKey);
	try {
		await connection.query(`CREATE DATABASE \`${database}\` CHARACTER SET utf8mb4`);
	} catch (error) {
		// Another user's database of that name may be invisible to this one.
		throw codeOf(error) === "ER_DB_CREATE_EXISTS" ? foreign(database) : lacking(error, database);
	}
	try {
		await connection.query(
			`CREATE TABLE \`${database}\`.${MARKER} (tool VARCHAR(32), dataset_key VARCHAR(512), created_at TIMESTAMP, kept_at TIMESTAMP NULL)`,
		);
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

/** Held by the connection: two runs on one database would hide each other's indexes. */
async function lock(connection: Connection, database: string): Promise<void> {
	await connection.query("SET SESSION wait_timeout = 86400");
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
