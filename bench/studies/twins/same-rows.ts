import type { Connection, RowDataPacket } from "mysql2/promise";
import { BenchError } from "../../../base/errors.ts";
import { SIDES, type TwinTable, twinName } from "./twin-tables.ts";

/** Rows and the sum of CRC-32 over them. */
export interface RowsDigest {
	readonly rows: number;
	readonly digest: string;
}

/** Of the rows of the original that its twins are copies of. */
export function digestOfOriginal(connection: Connection, { name, columns, where }: TwinTable): Promise<RowsDigest> {
	return digestOf(connection, name, columns, where);
}

/**
 * Proves that nothing is left of what was done to the twins, and nothing was ever done to the original: all three hold
 * the rows that the original held at the start.
 * @throws BenchError kind "measurement" when a write was not undone.
 */
export async function proveSameRows(connection: Connection, twin: TwinTable, start: RowsDigest): Promise<void> {
	const { name, columns } = twin;
	const found = [
		{ table: name, ...(await digestOfOriginal(connection, twin)) },
		...(await twinDigests(connection, name, columns)),
	];
	const wrong = found.find(({ rows, digest }) => rows !== start.rows || digest !== start.digest);
	if (wrong === undefined) return;
	throw new BenchError(
		"measurement",
		`A write was not undone: ${wrong.table} holds ${wrong.rows} rows with digest ${wrong.digest} instead of ${start.rows} with ${start.digest}.`,
		"A write must name all rows that it changes in `changes`; see WriteUnit in scenarios/suite.ts.",
	);
}

async function twinDigests(connection: Connection, name: string, columns: readonly string[]) {
	const found = [];
	for (const table of SIDES.map((side) => twinName(side, name))) {
		found.push({ table, ...(await digestOf(connection, table, columns, "TRUE")) });
	}
	return found;
}

async function digestOf(
	connection: Connection,
	table: string,
	columns: readonly string[],
	where: string,
): Promise<RowsDigest> {
	const fields = columns.map((column) => `IFNULL(\`${column}\`, '\\\\N')`).join(", ");
	const [[row]] = await connection.query<RowDataPacket[]>(
		`SELECT COUNT(*) AS n, CAST(COALESCE(SUM(CRC32(CONCAT_WS('\\t', ${fields}))), 0) AS CHAR) AS digest
		 FROM ?? WHERE ${where}`,
		[table],
	);
	return { rows: Number(row?.n), digest: String(row?.digest) };
}
