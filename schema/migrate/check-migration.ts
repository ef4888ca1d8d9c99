import type { Connection } from "mysql2/promise";
import { BenchError, messageOf } from "../../base/errors.ts";
import { type DatabaseModel, readDatabase } from "../drift/database-model.ts";
import { readMigrations } from "../drift/migration-history.ts";
import { replayMigrations } from "../drift/replay.ts";
import { sameParts } from "../edit/expected-model.ts";
import { type IndexStatement, laterSql } from "./index-statement.ts";
import type { KitCopy } from "./kit.ts";
import type { MigrationRequest } from "./migration-request.ts";
import { type OnlineStatement, rollbackOf } from "./online.ts";

/**
 * Runs all migrations of the copy, the new one with them, from an empty database; then the way back and the later drop.
 * @returns what the migrations make.
 * @throws BenchError "usage" where one does not run, or an index is not where it belongs.
 */
export async function checkMigration(
	request: MigrationRequest,
	copy: KitCopy,
	statements: readonly OnlineStatement[],
	before: DatabaseModel,
): Promise<DatabaseModel> {
	const connection = await request.emptyDatabase();
	try {
		const { stopped } = await replayMigrations(connection, readMigrations(copy.folder, copy.folder)?.migrations ?? []);
		if (stopped !== undefined) {
			throw new BenchError(
				"usage",
				`The new migration does not run: ${stopped.file}, line ${stopped.line}: ${stopped.message}.`,
				"Nothing was changed.",
			);
		}
		const migrated = await readDatabase(connection);
		checkChanges(request, migrated, statements);
		await checkRollback(connection, statements, before);
		return migrated;
	} finally {
		await connection.end();
	}
}

/** Every index is where it belongs, or not used any more. */
function checkChanges(
	request: MigrationRequest,
	migrated: DatabaseModel,
	statements: readonly OnlineStatement[],
): void {
	const found = (table: string, index: string) =>
		migrated.tables.find(({ name }) => name === table)?.indexes.find(({ name }) => name === index);
	for (const { kind, index } of request.changes) {
		const there = found(index.table, index.name);
		const isReplaced = statements.some(
			({ statement }) =>
				kind === "dropped" &&
				statement.kind === "create" &&
				statement.table === index.table &&
				statement.index === index.name,
		);
		const isRight =
			kind === "added"
				? there?.visible === true && there.kind === index.kind && sameParts(there.parts, index.parts)
				: isReplaced || there === undefined || !there.visible;
		if (isRight) continue;
		throw new BenchError(
			"usage",
			`After the migration, table ${index.table} ${kind === "added" ? "does not have" : "still uses"} index ${index.name}.`,
			"Nothing was changed. Write this migration by hand.",
		);
	}
}

/** The rollback leads back to the state before, and the later file drops what was made invisible. */
async function checkRollback(
	connection: Connection,
	statements: readonly OnlineStatement[],
	before: DatabaseModel,
): Promise<void> {
	try {
		for (const sql of [...statements].reverse().flatMap(rollbackOf)) await connection.query(sql);
		const after = await readDatabase(connection);
		if (JSON.stringify(after) !== JSON.stringify(before)) throw new Error("the rollback does not lead back");
		for (const { sql } of statements) await connection.query(sql);
		const drops = statements.map(({ statement }) => statement).filter(({ kind }) => kind === "drop");
		for (const statement of drops) if (!isReplaced(statement)) await connection.query(laterSql(statement));
	} catch (error) {
		throw new BenchError(
			"usage",
			`The migration could not be taken back, or its indexes not be dropped later: ${messageOf(error)}.`,
			"Nothing was changed. Where a foreign key needs the index, give it another one first.",
			{ cause: error },
		);
	}
}

function isReplaced(statement: IndexStatement): boolean {
	return statement.kind === "drop" && statement.replaced !== undefined;
}
