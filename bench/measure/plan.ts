import type { Connection, RowDataPacket } from "mysql2/promise";
import type { PlanStep } from "../record/schema.ts";
import type { Statement } from "./work.ts";

/** The optimizer's plan of a unit of work: one step per table reference, in join order, statement by statement. */
export async function planOf(connection: Connection, statements: readonly Statement[]): Promise<PlanStep[]> {
	const steps: PlanStep[] = [];
	for (const { sql, params } of statements) {
		const [rows] = await connection.query<RowDataPacket[]>(`EXPLAIN FORMAT=TRADITIONAL ${sql}`, [...params]);
		for (const row of rows) {
			steps.push({
				table: row.table === null ? "(none)" : String(row.table),
				access: row.type === null ? "none" : String(row.type),
				key: row.key === null ? null : String(row.key),
				rows: row.rows === null ? null : Number(row.rows),
				...(row.Extra ? { extra: String(row.Extra) } : {}),
			});
		}
	}
	return steps;
}
