import { addForeignKeys, createTable } from "./table-statements.ts";
import type { UsableSchema } from "./usable-schema.ts";
import { createViews } from "./view-statements.ts";

/** All statements that make a schema in an empty database, in their order: tables, foreign keys, views. */
export function schemaStatements({ tables, views }: Pick<UsableSchema, "tables" | "views">): readonly string[] {
	return [
		...tables.map((table) => createTable(table)),
		...tables.flatMap((table) => addForeignKeys(table) ?? []),
		...createViews(views),
	];
}
