import { setTimeout as pause } from "node:timers/promises";
import type { Connection, RowDataPacket } from "mysql2/promise";
import { gigabytes } from "../../base/disk.ts";
import { BenchError, codeOf } from "../../base/errors.ts";
import { may } from "../../mysql/privileges.ts";

/** What tells of other people on a server. */
export interface SharedSigns {
	/** Clauses such as "2 replicas read its binary log". */
	readonly signs: readonly string[];
	/** Privileges without which some signs stay unseen. */
	readonly unseenWithout: readonly string[];
}

/** Other databases that together are larger are somebody's work. */
const LARGE_BYTES = 256 * 1024 * 1024;
/** A connection that was closed a moment ago may still be counted. */
const RECOUNTS = 5;
const RECOUNT_PAUSE_MS = 200;

/** @throws BenchError kind "environment" for a server that was declared read-only, whatever the user may do there. */
export async function refuseReadOnly(connection: Connection, what: string): Promise<void> {
	const [rows] = await connection.query<RowDataPacket[]>(
		"SELECT @@GLOBAL.read_only OR @@GLOBAL.super_read_only OR @@GLOBAL.innodb_read_only AS readOnly",
	);
	if (Number(rows[0]?.readOnly) === 0) return;
	throw new BenchError("environment", `${what} is read-only.`, "Name a server that may be written to.");
}

/** Looks for replicas, other connections and other people's data; changes nothing. */
export async function sharedSigns(connection: Connection): Promise<SharedSigns> {
	const seesAll = await may(connection, "SELECT COUNT(*) FROM information_schema.INNODB_TRX");
	const replicaStatus = await readReplicaStatus(connection);
	const { replicas, others } = await countOthers(connection, seesAll);
	const databases = await otherDatabases(connection);
	const signs = [
		replicas > 0 && `${counted(replicas, "replica reads", "replicas read")} its binary log`,
		replicaStatus === "replica" && "it is itself a replica",
		(await inGroup(connection)) && "it is a member of a replication group",
		others > 0 && `${counted(others, "other connection is", "other connections are")} open`,
		databases.bytes > LARGE_BYTES &&
			`${counted(databases.count, "other database holds", "other databases hold")} ${gigabytes(databases.bytes)}`,
	];
	return {
		signs: signs.filter((sign) => sign !== false),
		unseenWithout: [seesAll ? "" : "PROCESS", replicaStatus === "unseen" ? "REPLICATION CLIENT" : ""].filter(Boolean),
	};
}

function counted(count: number, one: string, many: string): string {
	return `${count} ${count === 1 ? one : many}`;
}

async function readReplicaStatus(connection: Connection): Promise<"replica" | "none" | "unseen"> {
	// The second is how servers before 8.0.22 call it.
	for (const statement of ["SHOW REPLICA STATUS", "SHOW SLAVE STATUS"]) {
		try {
			const [rows] = await connection.query<RowDataPacket[]>(statement);
			return rows.length > 0 ? "replica" : "none";
		} catch (error) {
			if (codeOf(error) !== "ER_PARSE_ERROR") return "unseen";
		}
	}
	return "unseen";
}

/** Without PROCESS the list shows this user's connections alone, yet everyone may read how many there are. */
async function countOthers(connection: Connection, seesAll: boolean): Promise<{ replicas: number; others: number }> {
	for (let count = 1; ; count++) {
		const found = seesAll ? await listOthers(connection) : { replicas: 0, others: await connectedOthers(connection) };
		if (found.others === 0 || count === RECOUNTS) return found;
		await pause(RECOUNT_PAUSE_MS);
	}
}

async function listOthers(connection: Connection): Promise<{ replicas: number; others: number }> {
	const [rows] = await connection.query<RowDataPacket[]>("SHOW PROCESSLIST");
	const clients = rows.filter(
		(row) => row.Id !== connection.threadId && !["system user", "event_scheduler"].includes(String(row.User)),
	);
	const replicas = clients.filter((row) => String(row.Command).startsWith("Binlog Dump")).length;
	return { replicas, others: clients.length - replicas };
}

async function connectedOthers(connection: Connection): Promise<number> {
	const [rows] = await connection.query<RowDataPacket[]>("SHOW GLOBAL STATUS LIKE 'Threads_connected'");
	return Math.max(0, Number(rows[0]?.Value ?? 1) - 1);
}

async function inGroup(connection: Connection): Promise<boolean> {
	const [rows] = await connection.query<RowDataPacket[]>("SHOW GLOBAL VARIABLES LIKE 'group_replication_group_name'");
	return String(rows[0]?.Value ?? "") !== "";
}

/** Of those that this user may see. */
async function otherDatabases(connection: Connection): Promise<{ count: number; bytes: number }> {
	const [rows] = await connection.query<RowDataPacket[]>(
		`SELECT COUNT(DISTINCT TABLE_SCHEMA) AS count, COALESCE(SUM(DATA_LENGTH + INDEX_LENGTH), 0) AS bytes
		 FROM information_schema.TABLES
		 WHERE TABLE_SCHEMA NOT IN ('mysql', 'sys', 'information_schema', 'performance_schema')
		 AND TABLE_SCHEMA NOT LIKE 'index\\_impact\\_%'`,
	);
	return { count: Number(rows[0]?.count), bytes: Number(rows[0]?.bytes) };
}
