import type { Connection, RowDataPacket } from "mysql2/promise";
import { isQueryError } from "./errors.ts";
import type { Statement } from "./statement.ts";

/** How many columns of each table reference of a statement are read, by its alias. */
export type UsedColumns = ReadonlyMap<string, number>;

/** @returns one map per statement; empty where the server does not tell. */
export async function usedColumns(
	connection: Connection,
	statements: readonly Statement[],
): Promise<readonly UsedColumns[]> {
	const all: UsedColumns[] = [];
	for (const { sql, params } of statements) {
		try {
			const [[row]] = await connection.query<RowDataPacket[]>(`EXPLAIN FORMAT=JSON ${sql}`, [...params]);
			all.push(columnsIn(JSON.parse(String(row?.EXPLAIN))));
		} catch (error) {
			if (!isQueryError(error)) throw error;
			all.push(new Map());
		}
	}
	return all;
}

/** Of either version of the format: some object names the table, by alias if it has one, and beside it its columns. */
function columnsIn(plan: unknown): UsedColumns {
	const found = new Map<string, number>();
	const walk = (value: unknown): void => {
		if (typeof value !== "object" || value === null) return;
		const { alias, table_name: table, used_columns: columns } = value as Record<string, unknown>;
		if (Array.isArray(columns)) {
			const name = String(alias ?? table);
			found.set(name, Math.max(found.get(name) ?? 0, columns.length));
		}
		for (const part of Object.values(value)) walk(part);
	};
	walk(plan);
	return found;
}
