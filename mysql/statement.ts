import type { Connection, RowDataPacket } from "mysql2/promise";
import { queryLimitOf } from "./query-limit.ts";

/** A statement as the application would send it. */
export interface Statement {
	readonly sql: string;
	readonly params: readonly unknown[];
}

/**
 * Runs one unit of work on a held connection, in the text protocol that drizzle's mysql2 driver uses.
 * @returns the rows of each statement as arrays of values.
 * @throws QueryTimeout when a statement took longer than the connection's limit.
 */
export async function execute(connection: Connection, statements: readonly Statement[]): Promise<unknown[][][]> {
	const results: unknown[][][] = [];
	const limit = queryLimitOf(connection);
	try {
		for (const { sql, params } of statements) {
			limit?.begin();
			const [rows] = await connection.query<RowDataPacket[][]>({ sql, rowsAsArray: true }, [...params]);
			limit?.check();
			results.push(rows as unknown as unknown[][]);
		}
		return results;
	} catch (error) {
		throw limit?.explain(error) ?? error;
	} finally {
		limit?.end();
	}
}
