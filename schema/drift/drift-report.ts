import type { Connection } from "mysql2/promise";
import { sameParts } from "../edit/expected-model.ts";
import type { SchemaModel } from "../model.ts";
import { type ClaimedIndex, claimedIndexes } from "./claimed-indexes.ts";
import { type DatabaseModel, readDatabase } from "./database-model.ts";
import { type IndexDrift, indexDrift } from "./index-drift.ts";
import { type MigrationHistory, readMigrations } from "./migration-history.ts";
import { type Replay, replayMigrations } from "./replay.ts";
import { readStatistics, type ServerStatistics } from "./server-statistics.ts";

/** What a project's migrations make of an empty database, beside what its schema says. */
export interface MigrationDrift {
	readonly form: MigrationHistory["form"];
	readonly migrations: number;
	/** Whether they run, and where they stop. */
	readonly replay: Replay;
	/** Against what the migrations made, as far as they ran. */
	readonly drift: readonly IndexDrift[];
	/** Indexes of SQL files that no migrator runs, and that the migrations do not make either. */
	readonly unfulfilled: readonly ClaimedIndex[];
}

/**
 * Replays a project's migrations and compares.
 * @param connection leads to an empty database of a scratch server.
 * @returns undefined where the project has no migrations.
 */
export async function migrationDrift(
	connection: Connection,
	project: { readonly folder: string; readonly migrations: string; readonly model: SchemaModel },
): Promise<MigrationDrift | undefined> {
	const history = readMigrations(project.folder, project.migrations);
	if (history === undefined) return undefined;
	const replay = await replayMigrations(connection, history.migrations);
	const database = await readDatabase(connection);
	const claims = await claimedIndexes(project.folder, history);
	return {
		form: history.form,
		migrations: history.migrations.length,
		replay,
		drift: indexDrift(project.model, database),
		unfulfilled: claims.filter((claim) => !isFulfilled(claim, database)),
	};
}

/** What a running database has, beside what the schema says; read-only. */
export interface DatabaseDrift {
	readonly drift: readonly IndexDrift[];
	readonly invisible: readonly { readonly table: string; readonly index: string }[];
	readonly statistics: ServerStatistics;
}

/** Compares a schema with a database that somebody uses. */
export async function databaseDrift(
	connection: Connection,
	database: string,
	model: SchemaModel,
): Promise<DatabaseDrift> {
	await connection.query("SET SESSION TRANSACTION READ ONLY");
	const found = await readDatabase(connection, database);
	const invisible = found.tables.flatMap(({ name, indexes }) =>
		indexes.filter(({ visible }) => !visible).map((index) => ({ table: name, index: index.name })),
	);
	return { drift: indexDrift(model, found), invisible, statistics: await readStatistics(connection, database) };
}

/** How a schema differs from its migrations and from a database, as far as these were looked at. */
export interface SchemaDrift {
	readonly migrations?: MigrationDrift;
	readonly database?: DatabaseDrift;
}

function isFulfilled({ table, parts }: ClaimedIndex, { tables }: DatabaseModel): boolean {
	return tables.some(({ name, indexes }) => name === table && indexes.some((index) => sameParts(index.parts, parts)));
}
