import type { Column } from "drizzle-orm";
import { toCamelCase, toSnakeCase } from "drizzle-orm/casing";

/** How names that the source leaves out are made from the keys in TypeScript, as drizzle.config's `casing` says. */
export type Casing = "snake_case" | "camelCase";

/** What a column needs to be named. */
export type NamedColumn = Pick<Column, "name"> & { readonly keyAsName?: boolean };

/** The name in the database. A column without a name of its own has its key as name until casing is applied. */
export function columnName(column: NamedColumn, casing: Casing | undefined): string {
	if (column.keyAsName !== true || casing === undefined) return column.name;
	return casing === "camelCase" ? toCamelCase(column.name) : toSnakeCase(column.name);
}

/**
 * A name that Drizzle made from the columns' keys, as drizzle-kit 0.31 rewrites it: the first occurrence of each key.
 * Anything more careful would name other constraints than those that migrations made.
 */
export function recase(name: string, columns: readonly NamedColumn[], casing: Casing | undefined): string {
	if (casing === undefined) return name;
	return columns.reduce((text, column) => text.replace(column.name, columnName(column, casing)), name);
}
