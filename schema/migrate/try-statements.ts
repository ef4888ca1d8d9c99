import type { Connection } from "mysql2/promise";
import { BenchError, messageOf } from "../../base/errors.ts";
import { type DatabaseModel, readDatabase } from "../drift/database-model.ts";
import type { MigrationHistory } from "../drift/migration-history.ts";
import { replayMigrations } from "../drift/replay.ts";
import { type IndexStatement, partsSql } from "./index-statement.ts";
import type { MigrationRequest } from "./migration-request.ts";
import { makeOnline, type OnlineStatement } from "./online.ts";

/** What the migrations so far make, and the statements that come on top of it. */
interface TriedStatements {
	readonly before: DatabaseModel;
	readonly statements: readonly OnlineStatement[];
	/** Changes that the migrations so far have made already, or that had never been made. */
	readonly needless: readonly IndexStatement[];
}

/** Runs the migrations there are, then each statement in the way that locks least. */
export async function tryStatements(
	request: MigrationRequest,
	history: MigrationHistory,
	wanted: readonly IndexStatement[],
): Promise<TriedStatements> {
	const connection = await request.emptyDatabase();
	try {
		const { stopped } = await replayMigrations(connection, history.migrations);
		if (stopped !== undefined) {
			throw new BenchError(
				"usage",
				`The migrations do not run on an empty database: ${stopped.file}, line ${stopped.line}: ${stopped.message}.`,
				"Mend that migration, or edit the schema alone with --no-migration.",
			);
		}
		const before = await readDatabase(connection);
		const statements: OnlineStatement[] = [];
		const { needed, needless } = settled(wanted, before);
		for (const statement of needed) {
			try {
				statements.push(await makeWithWitness(connection, statement));
			} catch (error) {
				const { table, index } = statement;
				throw new BenchError(
					"usage",
					`MySQL refuses to ${statement.kind} index ${index} of table ${table}: ${messageOf(error)}.`,
					"Nothing was changed. Change the index, or leave it out.",
					{ cause: error },
				);
			}
		}
		return { statements, before, needless };
	} finally {
		await connection.end();
	}
}

/** Makes a change and sees which other indexes of the table went with it. */
async function makeWithWitness(connection: Connection, statement: IndexStatement): Promise<OnlineStatement> {
	const indexesNow = async () => {
		const { tables } = await readDatabase(connection);
		return tables.find(({ name }) => name === statement.table)?.indexes ?? [];
	};
	const before = await indexesNow();
	const made = await makeOnline(connection, statement);
	const after = new Set((await indexesNow()).map(({ name }) => name));
	const alsoGone = before.filter(({ name }) => !after.has(name) && name !== statement.index);
	return alsoGone.length === 0 ? made : { ...made, alsoGone };
}

/**
 * What is left to do: an index on a column that does not exist was never made, one of another migration is there.
 * An index that comes back under its name is dropped at once, since the name must be free.
 */
function settled(wanted: readonly IndexStatement[], { tables }: DatabaseModel) {
	const found = ({ table, index }: IndexStatement) =>
		tables.find(({ name }) => name === table)?.indexes.find(({ name }) => name === index);
	const needed: IndexStatement[] = [];
	const needless: IndexStatement[] = [];
	for (const statement of wanted) {
		const there = found(statement);
		const again = wanted.some(
			(other) => other.kind === "create" && other.table === statement.table && other.index === statement.index,
		);
		if (statement.kind === "drop" && there !== undefined) {
			const modifier = there.kind === "unique" ? "UNIQUE " : there.kind === "fulltext" ? "FULLTEXT " : "";
			needed.push(again ? { ...statement, replaced: { modifier, parts: partsSql(there.parts) } } : statement);
		} else if (statement.kind === "drop") {
			needless.push(statement);
		} else {
			const isThere = there !== undefined && partsSql(there.parts) === statement.parts;
			(isThere ? needless : needed).push(statement);
		}
	}
	return { needed, needless };
}
