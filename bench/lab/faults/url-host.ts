import type { RowDataPacket } from "mysql2/promise";
import { type Address, connector, DATABASE_ATTRIBUTE } from "../../../mysql/connect.ts";

/** What a run may not leave changed on somebody's server. */
export interface HostState {
	readonly variables: ReadonlyMap<string, string>;
}

/** Values that the server changes by itself. */
const OWN_LIFE = /^(gtid_executed|gtid_purged|timestamp|rand_seed\d|pseudo_thread_id|last_insert_id|identity)$/;

/** The URL of a server as a user would write it. */
export function urlOf({ host, port, user, password }: Pick<Address, "host" | "port" | "user" | "password">): string {
	return `mysql://${user}:${encodeURIComponent(password)}@${host}:${port}`;
}

async function query(address: Address, sql: string, values: readonly unknown[] = []): Promise<RowDataPacket[]> {
	const connection = await connector(address)();
	try {
		const [rows] = await connection.query<RowDataPacket[]>(sql, [...values]);
		return rows;
	} finally {
		await connection.end();
	}
}

export async function hostState(address: Address): Promise<HostState> {
	const rows = await query(address, "SHOW GLOBAL VARIABLES");
	const known = rows.filter((row) => !OWN_LIFE.test(String(row.Variable_name)));
	return { variables: new Map(known.map((row) => [String(row.Variable_name), String(row.Value)])) };
}

/** What runs left on the server: complaints, none when all is as it was. */
export async function hostComplaints(
	address: Address,
	before: HostState,
	indexNames: readonly string[],
): Promise<readonly string[]> {
	const after = await hostState(address);
	const changed = [...before.variables].filter(([name, value]) => after.variables.get(name) !== value);
	const indexes = await query(
		address,
		"SELECT DISTINCT TABLE_NAME AS t, INDEX_NAME AS i FROM information_schema.STATISTICS WHERE INDEX_NAME IN (?) OR IS_VISIBLE = 'NO'",
		[indexNames],
	);
	const copies = await query(
		address,
		"SELECT TABLE_NAME AS t FROM information_schema.TABLES WHERE TABLE_SCHEMA LIKE 'index\\_impact\\_%' AND TABLE_NAME LIKE '%twin%'",
	);
	const sessions = await query(
		address,
		"SELECT COUNT(*) AS n FROM performance_schema.session_connect_attrs WHERE ATTR_NAME = ?",
		[DATABASE_ATTRIBUTE],
	);
	return [
		...changed.map(([name, value]) => `The global variable ${name} is no longer ${value}.`),
		...indexes.map((row) => `The index ${row.t}.${row.i} is still there.`),
		...copies.map((row) => `The copy ${row.t} is still there.`),
		...(Number(sessions[0]?.n) > 0 ? [`${sessions[0]?.n} sessions of the tool are still open.`] : []),
	];
}

/** Drops the databases that the tool made. */
export async function dropOwnDatabases(address: Address): Promise<void> {
	for (const row of await query(address, "SHOW DATABASES LIKE 'index\\_impact\\_%'")) {
		await query(address, "DROP DATABASE ??", [Object.values(row)[0]]);
	}
}
