import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ColumnModel, ExportedAs, IndexModel, IndexPart, SchemaModel, TableModel } from "../../schema/model.ts";

/** One table in `schema-73.json`; what is absent there is false or empty. */
interface TableFacts {
	readonly table: string;
	readonly exports: readonly string[];
	readonly columns: readonly ColumnFacts[];
	readonly uniques?: readonly KeyFacts[];
	readonly indexes?: readonly (KeyFacts & { readonly unique?: true })[];
	readonly foreignKeys?: readonly ForeignKeyFacts[];
}

interface ColumnFacts {
	readonly name: string;
	/** The name in TypeScript, where it differs. */
	readonly key?: string;
	readonly type: string;
	readonly notNull?: true;
	readonly primary?: true;
	readonly unique?: true;
	readonly uniqueName?: string;
	readonly autoInc?: true;
}

interface KeyFacts {
	readonly name: string;
	readonly columns: readonly (string | { readonly undefined: true })[];
}

interface ForeignKeyFacts {
	readonly name: string;
	readonly columns: readonly string[];
	readonly refTable: string;
	readonly refColumns: readonly string[];
	readonly onDelete?: string;
}

/**
 * TERP's whole schema as data: 122 table objects of 120 names, with the three indexes that a script put on the wrong
 * tables. The facts do not say what defaults are, only that there are some; relations and lost columns are not in them.
 */
export function terpModel(): SchemaModel {
	const text = readFileSync(join(import.meta.dirname, "schema-73.json"), "utf8");
	const tables = (JSON.parse(text) as { readonly tables: readonly TableFacts[] }).tables.map(tableOf);
	return { tables, views: [], relations: [], problems: [], ormVersion: "0.44.7" };
}

function tableOf(facts: TableFacts): TableModel {
	const primary = facts.columns.filter((column) => column.primary).map((column) => column.name);
	return {
		name: facts.table,
		exports: facts.exports.map(exportOf),
		columns: facts.columns.map(columnOf),
		...(primary.length > 0 ? { primaryKey: { columns: primary } } : {}),
		indexes: [
			...facts.columns
				.filter((column) => column.unique)
				.map((column) => keyOf({ name: column.uniqueName ?? "", columns: [column.name] }, "column", "unique")),
			...(facts.uniques ?? []).map((unique) => keyOf(unique, "unique-constraint", "unique")),
			...(facts.indexes ?? []).map((index) => keyOf(index, "index", index.unique === true ? "unique" : "plain")),
		],
		foreignKeys: (facts.foreignKeys ?? []).map((key) => ({
			...key,
			nameGiven: key.name !== `${facts.table}_${key.columns.join("_")}_${key.refTable}_${key.refColumns.join("_")}_fk`,
		})),
		checks: [],
	};
}

function exportOf(text: string): ExportedAs {
	const [file = "", name = ""] = text.split(":");
	return { file, name };
}

function columnOf({ name, key, type, notNull, autoInc }: ColumnFacts): ColumnModel {
	return {
		name,
		key: key ?? name,
		type,
		notNull: notNull === true,
		autoIncrement: autoInc === true,
		columnType: `MySql${type.charAt(0).toUpperCase()}${type.slice(1).replace(/\(.*/s, "")}`,
		defaultByApplication: false,
	};
}

function keyOf(
	{ name, columns }: KeyFacts,
	declaredBy: IndexModel["declaredBy"],
	kind: IndexModel["kind"],
): IndexModel {
	const parts = columns.map((column): IndexPart => (typeof column === "string" ? { column } : column));
	return { name, nameGiven: declaredBy !== "column", declaredBy, kind, parts };
}
