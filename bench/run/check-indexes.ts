import type { Connection } from "mysql2/promise";
import { BenchError, messageOf } from "../../base/errors.ts";
import { isMysqlError, isQueryError } from "../../mysql/errors.ts";
import { addIndex, readIndexes } from "../../mysql/index-set.ts";
import { type IndexSpec, sameIndex } from "../../mysql/index-spec.ts";

/** An empty copy, on which building costs nothing and hides no index of the table itself. */
const COPY = "index_impact_empty_copy";

/**
 * Builds each index once on an empty copy of its table, so that one that MySQL refuses is told before any data is made.
 * @throws BenchError kind "usage" naming every such index with MySQL's reason.
 */
export async function checkIndexes(connection: Connection, specs: readonly IndexSpec[]): Promise<void> {
	const problems: string[] = [];
	try {
		for (const spec of distinct(specs)) {
			await connection.query(`DROP TABLE IF EXISTS ${COPY}`);
			await connection.query(`CREATE TABLE ${COPY} LIKE ??`, [spec.table]);
			// A run that was killed leaves its indexes there.
			const present = await readIndexes(connection, [COPY]);
			if (present.some(({ name }) => name === spec.name)) continue;
			try {
				await addIndex(connection, spec, false, COPY);
			} catch (error) {
				if (!isSchemaMistake(error)) throw error;
				problems.push(
					`${spec.name} on ${spec.table}(${spec.columns.join(", ")}): ${messageOf(error).replace(/\.$/, "")}`,
				);
			}
		}
	} finally {
		await connection.query(`DROP TABLE IF EXISTS ${COPY}`);
	}
	if (problems.length === 0) return;
	throw new BenchError(
		"usage",
		`MySQL cannot build ${problems.length === 1 ? "this index" : "these indexes"}: ${problems.join("; ")}.`,
		"Correct it: a long or TEXT column takes a prefix, such as name(20).",
	);
}

/** Denied access, a full disk and waits are no fault of the schema's. */
const OF_THE_SERVER = [
	"databaseAccessDenied",
	"tableAccessDenied",
	"columnAccessDenied",
	"specificAccessDenied",
	"tableFull",
	"lockWaitTimeout",
	"maxExecutionTime",
] as const;

/** Whether the server refuses a definition for what it says. */
export function isSchemaMistake(error: unknown): boolean {
	return isQueryError(error) && !isMysqlError(error, ...OF_THE_SERVER);
}

function distinct(specs: readonly IndexSpec[]): readonly IndexSpec[] {
	return specs.filter((spec, at) => specs.findIndex((other) => sameIndex(spec, other)) === at);
}
