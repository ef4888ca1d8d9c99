import { createReadStream } from "node:fs";
import type { Connection, ResultSetHeader } from "mysql2/promise";
import type { TableModel } from "../../../schema/model.ts";
import type { DatasetSpec } from "../../../seed/dataset-spec.ts";
import type { RowFormat } from "../../../seed/load-session.ts";
import type { RowFile } from "./row-files.ts";

/** How the server comes by a file's rows. */
export interface Reading {
	/** Whether the client sends it, as it must where the server cannot read the folder; to read it itself costs the least. */
	readonly local: boolean;
	readonly characterSet: (table: TableModel) => RowFormat["characterSet"];
}

/** Loads one file. */
export async function loadFile(
	connection: Connection,
	spec: DatasetSpec,
	{ table, path, rows }: RowFile,
	{ local, characterSet }: Reading,
): Promise<void> {
	const loaded = spec.tables.find((candidate) => candidate.table.name === table);
	if (loaded === undefined) throw new Error(`${path} is of a table ${table} that the dataset does not have.`);
	const [result] = await connection.query<ResultSetHeader>({
		sql: `LOAD DATA ${local ? "LOCAL " : ""}INFILE ? INTO TABLE \`${table}\` CHARACTER SET ${characterSet(loaded.table)}
			(${loaded.columns.map((column) => `\`${column}\``).join(", ")})`,
		values: [path],
		...(local ? { infileStreamFactory: () => createReadStream(path, { highWaterMark: 1024 * 1024 }) } : {}),
	});
	if (result.affectedRows !== rows) throw new Error(`${path}: ${result.affectedRows} rows of ${rows} were stored.`);
}
