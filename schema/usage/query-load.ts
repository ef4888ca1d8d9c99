import type { SchemaModel } from "../model.ts";
import { type RawUse, usesOfText } from "./raw-sql.ts";

/** A statement that the application sends, and what a server counted of it, where one did. */
export interface AskedQuery {
	readonly text: string;
	/** What people call it: its name, the place of it in a file, or the beginning of its text. */
	readonly name: string;
	/** How often it ran in the time that was looked at. */
	readonly executions?: number;
	/** Per execution. */
	readonly rowsExamined?: number;
	readonly rowsSent?: number;
	/** Share of the executions of which the server says that they read a table without an index. */
	readonly noIndex?: number;
}

/** One statement's conditions and orders on one table. */
export interface QueryOfTable {
	readonly query: AskedQuery;
	readonly table: string;
	readonly uses: readonly RawUse[];
}

/** Rows that all executions read, as far as a server counted; none where it did not. */
export function rowsRead({
	executions = 0,
	rowsExamined = 1,
}: Pick<AskedQuery, "executions" | "rowsExamined">): number {
	return executions * rowsExamined;
}

/** What statements ask of each table of the schema that they name, as far as patterns tell. */
export function queriesByTable(queries: readonly AskedQuery[], model: SchemaModel): readonly QueryOfTable[] {
	return queries.flatMap((query) =>
		[...Map.groupBy(usesOfText(query.text, model), ({ table }) => table)].map(([table, uses]) => ({
			query,
			table,
			uses,
		})),
	);
}
