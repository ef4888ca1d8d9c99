import { createReadStream } from "node:fs";
import { getTableName } from "drizzle-orm";
import type { Connection, ResultSetHeader } from "mysql2/promise";
import type { DatasetSpec } from "../../seed/dataset-spec.ts";
import type { RowFile } from "./row-files.ts";

/**
 * Loads one file. @param local whether the client sends it, as it must where the server cannot read the folder;
 * otherwise the server reads it itself, which costs the least there is.
 */
export async function loadFile(
	connection: Connection,
	spec: DatasetSpec,
	{ table, path, rows }: RowFile,
	local: boolean,
): Promise<void> {
	const columns = spec.tables.find((candidate) => getTableName(candidate.table) === table)?.columns ?? [];
	const [result] = await connection.query<ResultSetHeader>({
		sql: `LOAD DATA ${local ? "LOCAL " : ""}INFILE ? INTO TABLE \`${table}\` CHARACTER SET utf8mb4
			(${columns.map((column) => `\`${column}\``).join(", ")})`,
		values: [path],
		...(local ? { infileStreamFactory: () => createReadStream(path, { highWaterMark: 1024 * 1024 }) } : {}),
	});
	if (result.affectedRows !== rows) throw new Error(`${path}: ${result.affectedRows} rows of ${rows} were stored.`);
}
