import type { getTableConfig, MySqlColumn } from "drizzle-orm/mysql-core";
import { partOfText } from "../../mysql/index-parts.ts";
import type { ForeignKeyModel, IndexModel, IndexPart } from "../model.ts";
import { type Casing, columnName, recase } from "./casing.ts";
import { drizzle } from "./own-drizzle.ts";
import { renderSql } from "./render-sql.ts";

/** What `getTableConfig` tells of a table. */
export type TableConfig = ReturnType<typeof getTableConfig>;

/** Every index and unique key of a table, in the order in which drizzle-kit writes them. */
export function readIndexes(config: TableConfig, casing: Casing | undefined): readonly IndexModel[] {
	return [
		...config.columns.filter((column) => column.isUnique).map((column) => uniqueColumn(config, column, casing)),
		...config.uniqueConstraints.map((unique): IndexModel => {
			// Drizzle makes the name of the keys, and drizzle-kit keeps it when casing is applied.
			const made = `${config.name}_${unique.columns.map(({ name }) => name).join("_")}_unique`;
			const name = unique.getName() ?? made;
			return {
				name,
				nameGiven: name !== made,
				declaredBy: "unique-constraint",
				kind: "unique",
				parts: unique.columns.map((column) => ({ column: columnName(column, casing) })),
			};
		}),
		...config.indexes.map(({ config: index }): IndexModel => {
			const parts = index.columns.map((column) => partOf(column, casing));
			const named = parts.map((part) => ("column" in part ? part.column : "expression")).join("_");
			return {
				name: index.name ?? `${config.name}_${named}_idx`,
				nameGiven: index.name !== undefined,
				declaredBy: "index",
				kind: index.unique ? "unique" : "plain",
				parts,
				...(index.using !== undefined ? { using: index.using } : {}),
			};
		}),
	];
}

function uniqueColumn(config: TableConfig, column: MySqlColumn, casing: Casing | undefined): IndexModel {
	const byKey = `${config.name}_${column.name}_unique`;
	// drizzle-orm 1.0 leaves the name out, and its kit makes it of the column alone.
	const name = column.uniqueName ?? `${columnName(column, casing)}_unique`;
	return {
		name,
		nameGiven: column.uniqueName !== undefined && column.uniqueName !== byKey,
		declaredBy: "column",
		kind: "unique",
		parts: [{ column: columnName(column, casing) }],
	};
}

function partOf(column: unknown, casing: Casing | undefined): IndexPart {
	if (column === undefined || column === null) return { undefined: true };
	if (drizzle.is(column, drizzle.MySqlColumn)) return { column: columnName(column, casing) };
	if (!drizzle.is(column, drizzle.SQL)) return { undefined: true };
	return partOfText(renderSql(column, casing));
}

/** The foreign keys of a table. @param nameOf a table's name and schema. */
export function readForeignKeys(config: TableConfig, casing: Casing | undefined): readonly ForeignKeyModel[] {
	return config.foreignKeys.map((key): ForeignKeyModel => {
		const { name, columns, foreignColumns, foreignTable } = key.reference();
		const target = tableNames(foreignTable);
		const own = columns.map((column) => columnName(column, casing));
		return {
			name: name ?? recase(recase(key.getName(), columns, casing), foreignColumns, casing),
			nameGiven: name !== undefined,
			columns: own,
			refTable: target.name,
			...(target.schema !== undefined ? { refSchema: target.schema } : {}),
			refColumns: foreignColumns.map((column) => columnName(column, casing)),
			...(key.onDelete !== undefined ? { onDelete: key.onDelete } : {}),
			...(key.onUpdate !== undefined ? { onUpdate: key.onUpdate } : {}),
		};
	});
}

/** Name and schema of a table, read as each copy of drizzle-orm keeps them. */
export function tableNames(table: object): { readonly name: string; readonly schema?: string } {
	const of = table as Readonly<Record<symbol, unknown>>;
	const schema = of[Symbol.for("drizzle:Schema")];
	return {
		name: String(of[Symbol.for("drizzle:Name")]),
		...(typeof schema === "string" ? { schema } : {}),
	};
}
