import type { Connection, RowDataPacket } from "mysql2/promise";
import { BenchError, messageOf } from "../base/errors.ts";
import { type Progress, slowTask } from "../base/progress.ts";
import type { Connect } from "../mysql/connect.ts";
import { isQueryError } from "../mysql/errors.ts";
import { quoted } from "../mysql/sql/identifiers.ts";
import type { AuditRule, DatasetSpec, TableSpec } from "./dataset-spec.ts";
import type { LoadedTable } from "./load-tables.ts";
import { ANY_TEXT, MAY_NEED_ESCAPES, rowDigest } from "./row-digest.ts";
import { type StoredColumn, storedColumns, writtenColumns } from "./stored-columns.ts";

/** What was checked in the loaded data, and what was found wrong. */
export interface AuditReport {
	readonly seconds: number;
	/** Sentences of what holds. */
	readonly passed: readonly string[];
	/** Sentences of what does not, with figures; empty in any dataset that is used. */
	readonly failed: readonly string[];
}

/** What to compare stored data with, and how. */
export interface AuditRequest {
	readonly connect: Connect;
	readonly spec: DatasetSpec;
	readonly made: ReadonlyMap<string, LoadedTable>;
	/** At the same time. */
	readonly sessions: number;
	readonly progress: Progress;
	/**
	 * Has the server itself make of a table's rows what their columns keep, where they are not stored byte for byte as they
	 * were written. @throws BenchError for a value that is not the one written.
	 */
	readonly normalized?: (table: TableSpec) => Promise<LoadedTable>;
}

/** What an audit found, and the tables with the digests of what they hold. */
export interface Audited {
	readonly report: AuditReport;
	readonly tables: ReadonlyMap<string, LoadedTable>;
}

/**
 * Checks counts and digests against what was made, and the dataset's own rules.
 * @throws BenchError "usage" for a value that its column does not hold as written, or a rule that the server cannot read.
 */
export async function auditDataset(request: AuditRequest): Promise<Audited> {
	const started = performance.now();
	const passed: string[] = [];
	const failed: string[] = [];
	const tables = new Map<string, LoadedTable>();
	const checks = [
		...tableChecks(request, { passed, failed, tables }),
		...request.spec.rules.map((rule) => async (connection: Connection) => {
			const violations = await violationsOf(connection, rule);
			if (violations === 0) passed.push(rule.holds);
			else failed.push(`not true ${violations} times: ${rule.holds}`);
		}),
	];
	await inParallel(request, "Checking the data", checks);
	const seconds = (performance.now() - started) / 1000;
	return { report: { seconds, passed: passed.sort(), failed: failed.sort() }, tables };
}

/** Compares every table with what was made, row counts and digests. @returns sentences of what differs. */
export async function findDifferences(request: AuditRequest): Promise<readonly string[]> {
	const failed: string[] = [];
	await inParallel(
		request,
		"Checking the dataset that is there",
		tableChecks(request, { passed: [], failed, tables: new Map() }),
	);
	return failed.sort();
}

interface Findings {
	readonly passed: string[];
	readonly failed: string[];
	readonly tables: Map<string, LoadedTable>;
}

function tableChecks({ spec, made, normalized }: AuditRequest, { passed, failed, tables }: Findings) {
	return spec.tables.map((table) => async (connection: Connection) => {
		const name = table.table.name;
		const expected = made.get(name);
		const as = (wanted: LoadedTable | undefined) => (found: StoredTable) =>
			found.rows === wanted?.rows && found.digest === wanted.digest && found.changed === 0;
		let stored = await storedTable(connection, table, MAY_NEED_ESCAPES);
		// Codes are short and hold no tab or backslash: those that do cost a second look.
		if (!as(expected)(stored)) stored = await storedTable(connection, table, ANY_TEXT);
		tables.set(name, { rows: stored.rows, digest: stored.digest });
		if (as(expected)(stored)) {
			passed.push(`${name} holds the ${stored.rows} rows that were made, byte for byte`);
			return;
		}
		if (normalized !== undefined && stored.rows === expected?.rows && as(await normalized(table))(stored)) {
			passed.push(`${name} holds the ${stored.rows} rows that were made, as MySQL writes them`);
			return;
		}
		const changed = stored.changed === 0 ? "" : `, ${stored.changed} rows with values where none were made`;
		failed.push(
			`${name}: ${stored.rows} rows of ${expected?.rows}, digest ${stored.digest} of ${expected?.digest}${changed}`,
		);
	});
}

interface StoredTable extends LoadedTable {
	/** Rows with another value than the default in a column that is never written and has a constant one. */
	readonly changed: number;
}

/** Rows and digest of a table as it is stored: the sum of CRC-32 over its rows, written as the loader writes them. */
async function storedTable(
	connection: Connection,
	{ table, columns }: TableSpec,
	escapes: (column: StoredColumn) => boolean,
): Promise<StoredTable> {
	const all = storedColumns(table);
	const unwritten = all
		.filter((column) => column.default === "constant" && !columns.includes(column.name))
		.map(({ name }) => quoted(name));
	const changed = unwritten.map((column) => `${column} <=> DEFAULT(${column})`).join(" AND ") || "TRUE";
	const [rows] = await connection.query<RowDataPacket[]>(
		`SELECT COUNT(*) AS n, CAST(COALESCE(SUM(${rowDigest(writtenColumns(table, columns), escapes)}), 0) AS CHAR) AS digest,
			CAST(COALESCE(SUM(NOT (${changed})), 0) AS CHAR) AS changed FROM \`${table.name}\``,
	);
	return { rows: Number(rows[0]?.n), digest: String(rows[0]?.digest), changed: Number(rows[0]?.changed) };
}

async function violationsOf(connection: Connection, { holds, violations }: AuditRule): Promise<number> {
	const [rows] = await connection
		.query<RowDataPacket[]>({ sql: violations, rowsAsArray: true })
		.catch((thrown: unknown) => {
			if (!isQueryError(thrown)) throw thrown;
			throw new BenchError(
				"usage",
				`The server cannot answer the rule "${holds}" (${messageOf(thrown)}).`,
				"Correct its statement, which counts the violations in one row and column.",
				{ cause: thrown },
			);
		});
	return Number((rows[0] as unknown as readonly unknown[])[0]);
}

/** Runs checks over several connections; the order does not matter. */
async function inParallel(
	{ connect, sessions, progress }: AuditRequest,
	title: string,
	checks: readonly ((connection: Connection) => Promise<void>)[],
): Promise<void> {
	const queue = [...checks];
	let done = 0;
	await slowTask(progress, { title, total: checks.length, unit: "checks" }, async (update) => {
		const work = async () => {
			const connection = await connect();
			try {
				await connection.query("SET SESSION time_zone = '+00:00'");
				for (let check = queue.shift(); check !== undefined; check = queue.shift()) {
					await check(connection);
					update(++done);
				}
			} finally {
				connection.destroy();
			}
		};
		await Promise.all(Array.from({ length: sessions }, work));
	});
}
