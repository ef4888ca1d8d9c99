import type { Connection, RowDataPacket } from "mysql2/promise";
import type { Statement } from "../../mysql/statement.ts";
import { statementsFor } from "../../scenarios/statements.ts";
import type { Key, Stratum } from "../../scenarios/suite.ts";
import type { PlanStep } from "../record/schema.ts";

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

/** The plans that a stratum's query has for these keys at present. */
export async function plansForKeys(
	connection: Connection,
	stratum: Stratum,
	keys: readonly Key[],
): Promise<PlanStep[][]> {
	const plans: PlanStep[][] = [];
	for (const key of keys) plans.push(await planOf(connection, statementsFor(stratum, key)));
	return plans;
}
