import type { Connection } from "mysql2/promise";
import { messageOf } from "../../base/errors.ts";
import type { Migration } from "./migration-history.ts";

/** Where migrations stop on an empty database. */
export interface StoppedMigration {
	readonly migration: string;
	readonly file: string;
	readonly line: number;
	/** Number of the statement in its file, from 1, of so many. */
	readonly statement: number;
	readonly statements: number;
	/** Its beginning. */
	readonly sql: string;
	/** MySQL's own error. */
	readonly errno?: number;
	readonly code?: string;
	readonly message: string;
}

export interface Replay {
	/** Migrations that ran whole. */
	readonly ran: number;
	/** Statements that ran. */
	readonly statements: number;
	readonly stopped?: StoppedMigration;
}

const SHOWN_SQL = 200;

/**
 * Runs migrations one after the other on an empty database, as Drizzle's migrator does: each piece as one statement,
 * up to the first that the server refuses.
 * @throws what the connection throws when the server is lost.
 */
export async function replayMigrations(connection: Connection, migrations: readonly Migration[]): Promise<Replay> {
	let statements = 0;
	for (const [ran, migration] of migrations.entries()) {
		for (const [position, { sql, line }] of migration.statements.entries()) {
			try {
				await connection.query(sql);
				statements++;
			} catch (error) {
				if (isLost(error)) throw error;
				const { errno, code } = error as { errno?: number; code?: string };
				const stopped: StoppedMigration = {
					migration: migration.name,
					file: migration.file,
					line,
					statement: position + 1,
					statements: migration.statements.length,
					sql: sql.length > SHOWN_SQL ? `${sql.slice(0, SHOWN_SQL)}…` : sql,
					...(errno === undefined ? {} : { errno }),
					...(code === undefined ? {} : { code }),
					message: messageOf(error),
				};
				return { ran, statements, stopped };
			}
		}
	}
	return { ran: migrations.length, statements };
}

function isLost(error: unknown): boolean {
	return !(error instanceof Error && "errno" in error) || ("fatal" in error && error.fatal === true);
}
