import type { Connection, RowDataPacket } from "mysql2/promise";
import { warmIndexes, warmTables } from "../measure/warm.ts";
import type { Server } from "../server/server.ts";
import type { StudyContext } from "./study.ts";

/** Why the server's buffer pool cannot be emptied or resized by a restart; undefined where it can. */
export function restartHindrance({ source, restart }: Server): string | undefined {
	if (restart !== undefined) return undefined;
	const what = source === "url" ? "A server named by URL" : "A server in a container";
	return `${what} is not restarted; --server packages or --server local gives one that is.`;
}

/** Restarts the server with that much buffer pool. @returns the size that the server then reports, in bytes. */
export async function restartWithPool({ server, connect }: StudyContext, bytes: number): Promise<number> {
	if (server.restart === undefined) throw new Error("a server that cannot be restarted");
	await server.restart({ bufferPoolBytes: bytes });
	return await withConnection(connect, poolBytes);
}

/**
 * Brings the server back to the pool it had, warm as the studies before left it. An aborted run's server is stopped
 * next and its data directory thrown away, so that nothing is restored then.
 */
export async function restorePool(context: StudyContext, bytes: number): Promise<void> {
	const { suite, connect, signal } = context;
	if (signal.aborted) return;
	await restartWithPool(context, bytes);
	await withConnection(connect, async (connection) => {
		await warmTables(
			connection,
			suite.tables.map(({ name }) => name),
		);
		await warmIndexes(connection, suite.indexes);
	});
}

/** Bytes of the server's buffer pool. */
export async function poolBytes(connection: Connection): Promise<number> {
	const [rows] = await connection.query<RowDataPacket[]>("SELECT @@GLOBAL.innodb_buffer_pool_size AS bytes");
	return Number(rows[0]?.bytes);
}

/** Pages of one index, from InnoDB's own statistics. */
export interface IndexPages {
	readonly table: string;
	readonly index: string;
	readonly pages: number;
}

/** Pages of every index of the session's database; a table's rows are in its primary one. */
export async function indexPages(connection: Connection): Promise<readonly IndexPages[]> {
	const [rows] = await connection.query<RowDataPacket[]>(
		`SELECT table_name AS t, index_name AS i, stat_value AS pages FROM mysql.innodb_index_stats
		 WHERE database_name = DATABASE() AND stat_name = 'size' ORDER BY table_name, index_name`,
	);
	return rows.map((row) => ({ table: String(row.t), index: String(row.i), pages: Number(row.pages) }));
}

/** Runs work on a connection of its own. */
export async function withConnection<T>(
	connect: StudyContext["connect"],
	work: (connection: Connection) => Promise<T>,
): Promise<T> {
	const connection = await connect();
	return await work(connection).finally(() => connection.end());
}
