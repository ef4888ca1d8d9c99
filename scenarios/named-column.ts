import { getTableName, is } from "drizzle-orm";
import { MySqlColumn } from "drizzle-orm/mysql-core";
import type { NamedColumn } from "./suite.ts";

/** A column by the names of the database, whichever way the suite gives it. */
export function namedColumn(column: MySqlColumn | NamedColumn): NamedColumn {
	if (is(column, MySqlColumn)) return { table: getTableName(column.table), name: column.name };
	// The compiler takes a column for no NamedColumn, but does not leave it out here.
	return column as NamedColumn;
}
