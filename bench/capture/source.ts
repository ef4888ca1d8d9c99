import type { Connection, RowDataPacket } from "mysql2/promise";
import { BenchError, codeOf } from "../../base/errors.ts";
import type { Connect } from "../../mysql/connect.ts";
import { isMysqlError, isQueryError } from "../../mysql/errors.ts";

export type Reason = "privilege" | "budget" | "lost" | "unsupported";

/** Something that the source did not tell. The server's own words are left out, since they may hold values. */
export class NotKnown extends Error {
	readonly reason: Reason;

	constructor(reason: Reason) {
		super(reason);
		this.name = "NotKnown";
		this.reason = reason;
	}
}

export type Row = Readonly<Record<string, unknown>>;

/** Of the seconds that are left, what one statement may take at most. */
const PART_OF_ONE = 0.34;
const GRACE_MS = 5000;

/** One connection that only reads, and what it has cost so far. */
export interface Source {
	/**
	 * Asks one SELECT, within what is left of the budget. @param reads rows that the server goes through for it.
	 * @throws NotKnown
	 */
	ask(select: string, parameters?: readonly unknown[], reads?: number): Promise<readonly Row[]>;
	cost(): { readonly seconds: number; readonly statements: number; readonly rowsRead: number };
	/** Whether window functions are there (not in 5.7). */
	readonly hasWindows: boolean;
	close(): Promise<void>;
}

/**
 * Opens the connection and makes its session read-only. No database is chosen, so that the capture's own statements do not
 * count as the application's.
 */
export async function openSource(connect: Connect, seconds: number, signal: AbortSignal): Promise<Source> {
	const started = performance.now();
	const connection = await connect();
	const cut = () => connection.destroy();
	signal.addEventListener("abort", cut, { once: true });
	let statements = 0;
	let rowsRead = 0;
	const ask = async (select: string, parameters: readonly unknown[] = [], reads = 0): Promise<readonly Row[]> => {
		const left = seconds * 1000 - (performance.now() - started);
		if (left < 20) throw new NotKnown("budget");
		const limit = Math.max(20, Math.floor(Math.max(left * PART_OF_ONE, Math.min(left, 2000))));
		statements += 1;
		rowsRead += reads;
		try {
			const [rows] = await connection.query<RowDataPacket[]>({
				sql: select.replace(/^\s*SELECT\b/, `SELECT /*+ MAX_EXECUTION_TIME(${limit}) */`),
				values: [...parameters],
				timeout: limit + GRACE_MS,
			});
			return rows;
		} catch (error) {
			throw notKnown(error);
		}
	};
	try {
		await readOnly(connection);
		return {
			ask,
			cost: () => ({ seconds: Math.round(performance.now() - started) / 1000, statements, rowsRead }),
			hasWindows: await knows(connection, "SELECT ROW_NUMBER() OVER () AS n"),
			async close() {
				signal.removeEventListener("abort", cut);
				// One that is lost says so once more.
				await connection.end().catch(() => connection.destroy());
			},
		};
	} catch (error) {
		connection.destroy();
		throw error;
	}
}

async function readOnly(connection: Connection): Promise<void> {
	await connection.query("SET SESSION TRANSACTION READ ONLY");
	// Else the server keeps what it tells of tables in a table of its own, and tells what it kept.
	await knows(connection, "SET SESSION information_schema_stats_expiry = 0");
	const [[row]] = await connection.query<RowDataPacket[]>("SHOW SESSION VARIABLES LIKE 't%read_only'");
	if (row?.Value === "ON") return;
	throw new BenchError(
		"environment",
		"The server does not let the session be read-only.",
		"Name a MySQL server, version 5.7 or newer.",
	);
}

async function knows(connection: Connection, statement: string): Promise<boolean> {
	try {
		await connection.query(statement);
		return true;
	} catch (error) {
		if (!isQueryError(error)) throw error;
		return false;
	}
}

function notKnown(error: unknown): unknown {
	if (!(error instanceof Error)) return error;
	if (isMysqlError(error, "maxExecutionTime") || codeOf(error) === "ER_QUERY_INTERRUPTED")
		return new NotKnown("budget");
	const denied = ["databaseAccessDenied", "tableAccessDenied", "columnAccessDenied", "specificAccessDenied"] as const;
	if (isMysqlError(error, ...denied)) return new NotKnown("privilege");
	if (isMysqlError(error, "parse", "badField", "noSuchTable", "unknownVariable", "noSuchRoutine"))
		return new NotKnown("unsupported");
	if (isQueryError(error)) return new NotKnown("unsupported");
	if ("errno" in error || "fatal" in error || /closed state|PROTOCOL_/.test(`${error.message}${codeOf(error)}`))
		return new NotKnown("lost");
	return error;
}
