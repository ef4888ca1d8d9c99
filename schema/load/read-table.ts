import type { MySqlTable, MySqlView, PrimaryKey } from "drizzle-orm/mysql-core";
import type { ExportedAs, TableModel, ViewModel } from "../model.ts";
import { type Casing, columnName } from "./casing.ts";
import { drizzle } from "./own-drizzle.ts";
import { readColumn } from "./read-column.ts";
import { readForeignKeys, readIndexes, tableNames } from "./read-keys.ts";
import { renderSql } from "./render-sql.ts";

/** Whether a value is a MySQL table of any copy of drizzle-orm. */
export function isMySqlTable(value: unknown): value is MySqlTable {
	return drizzle.is(value, drizzle.MySqlTable);
}

/** One Drizzle table as data. @param exports the names under which it is exported. */
export function readTable(
	table: MySqlTable,
	casing: Casing | undefined,
	exports: readonly ExportedAs[] = [],
): TableModel {
	const config = drizzle.getTableConfig(table);
	const { name, schema } = tableNames(table);
	const inline = config.columns.filter((column) => column.primary);
	const composite: PrimaryKey | undefined = config.primaryKeys[0];
	const key = (composite?.columns ?? inline).map((column) => columnName(column, casing));
	const columns = Object.entries(drizzle.getTableColumns(table)).map(([columnKey, column]) => {
		const model = readColumn(column, columnKey, casing);
		// MySQL makes the columns of a primary key NOT NULL by itself.
		return key.includes(model.name) ? { ...model, notNull: true } : model;
	});
	return {
		...(schema !== undefined ? { schema } : {}),
		name,
		exports,
		columns,
		...(key.length > 0
			? { primaryKey: { ...(composite?.name !== undefined ? { name: composite.name } : {}), columns: key } }
			: {}),
		indexes: readIndexes(config, casing),
		foreignKeys: readForeignKeys(config, casing),
		checks: config.checks.map((check) => ({ name: check.name, sql: renderSql(check.value, casing) })),
	};
}

/** One Drizzle view as data. */
export function readView(view: MySqlView, casing: Casing | undefined, exports: readonly ExportedAs[]): ViewModel {
	const { name, schema, query, algorithm, sqlSecurity, withCheckOption } = drizzle.getViewConfig(view);
	return {
		...(schema !== undefined ? { schema } : {}),
		name,
		exports,
		...(query !== undefined ? { sql: renderSql(query, casing, "qualified") } : {}),
		...(algorithm !== undefined ? { algorithm } : {}),
		...(sqlSecurity !== undefined ? { sqlSecurity } : {}),
		...(withCheckOption !== undefined ? { withCheckOption } : {}),
	};
}
