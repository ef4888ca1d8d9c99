import type { MySqlTable, MySqlView } from "drizzle-orm/mysql-core";
import type { ExportedAs, RelationModel, SchemaModel, SchemaProblem, TableModel } from "../model.ts";
import type { Casing } from "./casing.ts";
import { drizzle } from "./own-drizzle.ts";
import { readRelations } from "./read-relations.ts";
import { isMySqlTable, readTable, readView } from "./read-table.ts";

/** What one module of a schema exports. */
export interface ModuleExports {
	/** Relative to the project's folder. */
	readonly file: string;
	readonly exports: Readonly<Record<string, unknown>>;
}

/**
 * The schema that modules export. A table is known by the object, so that one that several modules export is one.
 * Places and what only the source tells are added by `locate`.
 */
export function modelOfExports(modules: readonly ModuleExports[], casing?: Casing): SchemaModel {
	const tables = new Map<MySqlTable, ExportedAs[]>();
	const views = new Map<MySqlView, ExportedAs[]>();
	const relations = new Map<object, readonly RelationModel[]>();
	for (const { file, exports } of modules) {
		// In the order of a module's namespace, whatever has made CommonJS of it.
		for (const name of Object.keys(exports).toSorted()) {
			const value = exports[name];
			if (typeof value !== "object" || value === null) continue;
			if (isMySqlTable(value)) add(tables, value, { file, name });
			else if (drizzle.is(value, drizzle.MySqlView)) add(views, value, { file, name });
			else if (!relations.has(value)) relations.set(value, readRelations(value, casing));
		}
	}
	const models = [...tables].map(([table, exports]) => readTable(table, casing, exports));
	return {
		tables: models,
		views: [...views].map(([view, exports]) => readView(view, casing, exports)),
		relations: distinct([...relations.values()].flat()),
		problems: [...definedTwice(models), ...models.flatMap(undefinedColumns)],
	};
}

function add<T>(found: Map<T, ExportedAs[]>, value: T, exported: ExportedAs): void {
	const exports = found.get(value);
	if (exports === undefined) found.set(value, [exported]);
	else exports.push(exported);
}

/** Two defineRelations may speak of one reference, and a barrel may hold them as well. */
function distinct(relations: readonly RelationModel[]): readonly RelationModel[] {
	return [...new Map(relations.map((relation) => [JSON.stringify(relation), relation])).values()];
}

function definedTwice(tables: readonly TableModel[]): readonly SchemaProblem[] {
	const byName = Map.groupBy(tables, ({ schema, name }) => `${schema ?? ""}.${name}`);
	return [...byName.values()]
		.filter((same) => same.length > 1)
		.map((same) => ({
			kind: "table-defined-twice",
			table: same[0]?.name ?? "",
			exports: same.flatMap(({ exports }) => exports),
		}));
}

function undefinedColumns({ name, indexes }: TableModel): readonly SchemaProblem[] {
	return indexes
		.filter(({ parts }) => parts.some((part) => "undefined" in part))
		.map((index) => ({ kind: "undefined-index-column", table: name, index: index.name }));
}
