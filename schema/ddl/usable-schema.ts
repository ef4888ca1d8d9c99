import type { ForeignKeyModel, SchemaModel, TableModel, ViewModel } from "../model.ts";

/** MySQL's own limit for any name. */
const LONGEST_NAME = 64;

/** What of a schema no MySQL would make, and is therefore left out: a migration of it would have failed there too. */
export type LeftOut =
	| { readonly kind: "undefined-index-column"; readonly table: string; readonly index: string }
	| { readonly kind: "index-name-too-long"; readonly table: string; readonly index: string; readonly length: number }
	| { readonly kind: "index-defined-twice"; readonly table: string; readonly index: string }
	| {
			readonly kind: "foreign-key-name-too-long";
			readonly table: string;
			readonly key: string;
			readonly length: number;
	  }
	| { readonly kind: "foreign-key-defined-twice"; readonly table: string; readonly key: string }
	| { readonly kind: "foreign-key-to-nowhere"; readonly table: string; readonly key: string; readonly refTable: string }
	| { readonly kind: "table-defined-twice"; readonly table: string }
	/** Under test, so "before" is without it; but MySQL keeps an index for the foreign key in its place. */
	| { readonly kind: "index-of-foreign-key"; readonly table: string; readonly index: string; readonly key: string }
	| { readonly kind: "existing-view"; readonly view: string };

/** A schema as it can be made in one database. */
export interface UsableSchema {
	readonly tables: readonly TableModel[];
	readonly views: readonly ViewModel[];
	readonly leftOut: readonly LeftOut[];
}

/**
 * What of a schema MySQL makes, in one database: tables of a mysqlSchema stand beside the others. Of two tables of one
 * name the last counts, as for drizzle-kit.
 */
export function usableSchema({ tables, views }: Pick<SchemaModel, "tables" | "views">): UsableSchema {
	const leftOut: LeftOut[] = [];
	const last = new Map(tables.map((table) => [table.name.toLowerCase(), table]));
	for (const table of tables) {
		if (last.get(table.name.toLowerCase()) !== table) leftOut.push({ kind: "table-defined-twice", table: table.name });
	}
	const keyNames = new Set<string>();
	const usable = [...last.values()].map((table) => ({
		...table,
		indexes: usableIndexes(table, leftOut),
		foreignKeys: table.foreignKeys.filter((key) => {
			const problem = foreignKeyProblem(key, table.name, last, keyNames);
			if (problem !== undefined) leftOut.push(problem);
			keyNames.add(key.name.toLowerCase());
			return problem === undefined;
		}),
	}));
	for (const { name, sql } of views) if (sql === undefined) leftOut.push({ kind: "existing-view", view: name });
	const schemas = [...tables, ...views].flatMap(({ schema }) => schema ?? []);
	const bare = views.map((view) =>
		view.sql === undefined ? view : { ...view, sql: withoutSchemas(view.sql, schemas) },
	);
	return { tables: usable, views: bare.filter(({ sql }) => sql !== undefined), leftOut };
}

/** Takes the names of databases off the tables of a statement as Drizzle writes it. */
export function withoutSchemas(sql: string, schemas: readonly string[]): string {
	return schemas.reduce((text, schema) => text.replaceAll(`\`${schema.replaceAll("`", "``")}\`.`, ""), sql);
}

function usableIndexes(table: TableModel, leftOut: LeftOut[]): TableModel["indexes"] {
	const names = new Set<string>();
	return table.indexes.filter(({ name, parts }) => {
		const about = { table: table.name, index: name };
		if (parts.some((part) => "undefined" in part)) leftOut.push({ kind: "undefined-index-column", ...about });
		else if (name.length > LONGEST_NAME) {
			leftOut.push({ kind: "index-name-too-long", ...about, length: name.length });
		} else if (names.has(name.toLowerCase())) leftOut.push({ kind: "index-defined-twice", ...about });
		else {
			names.add(name.toLowerCase());
			return true;
		}
		return false;
	});
}

function foreignKeyProblem(
	{ name, refTable, refColumns }: ForeignKeyModel,
	table: string,
	tables: ReadonlyMap<string, TableModel>,
	names: ReadonlySet<string>,
): LeftOut | undefined {
	const about = { table, key: name };
	if (name.length > LONGEST_NAME) return { kind: "foreign-key-name-too-long", ...about, length: name.length };
	if (names.has(name.toLowerCase())) return { kind: "foreign-key-defined-twice", ...about };
	const target = tables.get(refTable.toLowerCase());
	const has = (column: string) => target?.columns.some((own) => own.name.toLowerCase() === column.toLowerCase());
	if (target === undefined || !refColumns.every(has)) return { kind: "foreign-key-to-nowhere", ...about, refTable };
	return undefined;
}
