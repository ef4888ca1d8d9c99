import type { Connection } from "mysql2/promise";
import { messageOf } from "../../base/errors.ts";
import { quoted } from "../../mysql/sql/identifiers.ts";
import type { DatabaseIndex } from "../drift/database-model.ts";
import { type IndexStatement, type Online, partsSql, rollbackSql, statementSql } from "./index-statement.ts";

/** Not supported that way, with or without a reason; a combination that the grammar refuses. */
const NOT_THAT_WAY = new Set([1845, 1846, 1221]);
const WAYS: readonly Online[] = ["none locked", "writes wait", "as the server likes"];

/** A change as the server takes it. */
export interface OnlineStatement {
	readonly statement: IndexStatement;
	readonly sql: string;
	readonly online: Online;
	/** The server's reason why writers must wait. */
	readonly reason?: string;
	/** Indexes that MySQL had made for a foreign key, and takes away since the new one serves it. */
	readonly alsoGone?: readonly DatabaseIndex[];
}

/**
 * Makes a change in the way that locks least, by trying: the server knows what it can do in place.
 * @throws what the server says of the change itself.
 */
export async function makeOnline(connection: Connection, statement: IndexStatement): Promise<OnlineStatement> {
	let reason: string | undefined;
	for (const online of WAYS) {
		const sql = statementSql(statement, online);
		try {
			await connection.query(sql);
			return { statement, sql, online, ...(reason === undefined ? {} : { reason }) };
		} catch (error) {
			const { errno } = error as { errno?: number };
			if (online === WAYS.at(-1) || errno === undefined || !NOT_THAT_WAY.has(errno)) throw error;
			reason = messageOf(error);
		}
	}
	throw new Error("No way is left.");
}

/** The statements that take a change back; what went with it comes back first, since a foreign key needs one of the two. */
export function rollbackOf({ statement, alsoGone = [] }: OnlineStatement): readonly string[] {
	const again = alsoGone.map(
		({ name, parts }) => `CREATE INDEX ${quoted(name)} ON ${quoted(statement.table)} ${partsSql(parts)}`,
	);
	return [...again, rollbackSql(statement)];
}
