import type { MySqlTable } from "drizzle-orm/mysql-core";
import type { SchemaModel, TableModel } from "../model.ts";
import type { Casing } from "./casing.ts";
import { modelOfExports } from "./model-of-exports.ts";
import { isMySqlTable, readTable } from "./read-table.ts";

/** The model of tables that this process has imported itself; their exports and places are not known. */
export function modelOfTables(tables: readonly MySqlTable[], casing?: Casing): SchemaModel {
	const {
		problems,
		tables: models,
		...rest
	} = modelOfExports([{ file: "", exports: Object.fromEntries(tables.entries()) }], casing);
	return { ...rest, tables: models.map((table) => ({ ...table, exports: [] })), problems };
}

const models = new WeakMap<MySqlTable, TableModel>();

/** One table as data: the same object each time, and a model as it is. Names are taken as they stand, without casing. */
export function tableModel(table: MySqlTable | TableModel): TableModel {
	if (!isMySqlTable(table)) return table;
	const known = models.get(table) ?? readTable(table, undefined);
	models.set(table, known);
	return known;
}
