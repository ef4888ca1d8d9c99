import type { Connection } from "mysql2/promise";
import { renameTables } from "../../../mysql/sql/rename-tables.ts";
import { execute } from "../../../mysql/statement.ts";
import type { WriteScenario, WriteUnit } from "../../../scenarios/suite.ts";

/**
 * The texts of one execution on the tables of one side, as the application sends them in the text protocol. Values are
 * filled in here, since that is the application's own time: for 10,000 rows it is not small.
 */
export function textsOf(
	connection: Connection,
	{ transaction }: Pick<WriteScenario, "transaction">,
	unit: WriteUnit,
	names: ReadonlyMap<string, string>,
): readonly string[] {
	const texts = unit.queries.map((query) => {
		const { sql, params } = query.toSQL();
		return connection.format(renameTables(sql, names), params);
	});
	return transaction ? ["begin", ...texts, "commit"] : texts;
}

/**
 * Sends them one after another. What fails within a transaction leaves it open.
 * @throws QueryTimeout when a statement took longer than the connection's limit.
 */
export async function send(connection: Connection, texts: readonly string[]): Promise<void> {
	const none: readonly unknown[] = [];
	await execute(
		connection,
		texts.map((sql) => ({ sql, params: none })),
	);
}
