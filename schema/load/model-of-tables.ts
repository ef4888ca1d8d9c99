import type { MySqlTable } from "drizzle-orm/mysql-core";
import type { SchemaModel } from "../model.ts";
import type { Casing } from "./casing.ts";
import { modelOfExports } from "./model-of-exports.ts";

/** The model of tables that this process has imported itself; their exports and places are not known. */
export function modelOfTables(tables: readonly MySqlTable[], casing?: Casing): SchemaModel {
	const {
		problems,
		tables: models,
		...rest
	} = modelOfExports([{ file: "", exports: Object.fromEntries(tables.entries()) }], casing);
	return { ...rest, tables: models.map((table) => ({ ...table, exports: [] })), problems };
}
