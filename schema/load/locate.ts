import type { SchemaModel, SchemaProblem, TableModel } from "../model.ts";
import { columnsInOptions } from "./columns-in-options.ts";
import { locateKeys } from "./locate-keys.ts";
import { placeAt, type SourceFile } from "./source-file.ts";
import { type SourceTable, tablesIn, writtenColumns } from "./source-tables.ts";

/** Adds to a loaded schema where the source says it, and the problems that only the source shows. */
export function locate(model: SchemaModel, sources: readonly SourceFile[]): SchemaModel {
	const written = sources.flatMap(tablesIn);
	const matched = matchTables(model.tables, written);
	const tables = model.tables.map((table) => {
		const at = matched.get(table);
		return at === undefined ? table : placed(table, at);
	});
	const problems = model.problems.map((problem) => withPlace(problem, tables));
	for (const [table, at] of matched) problems.push(...columnsInOptions(table, at));
	problems.push(...notExported(written, new Set(matched.values()), model.tables));
	return { ...model, tables, problems };
}

/** Which definition in the source each table is; a definition is of one table. */
function matchTables(
	tables: readonly TableModel[],
	written: readonly SourceTable[],
): ReadonlyMap<TableModel, SourceTable> {
	const matched = new Map<TableModel, SourceTable>();
	const taken = new Set<SourceTable>();
	const pairs = tables.flatMap((table) =>
		written.map((at) => ({ table, at, likeness: likeness(table, at) })).filter(({ likeness }) => likeness > 0),
	);
	for (const { table, at } of pairs.sort((a, b) => b.likeness - a.likeness)) {
		if (matched.has(table) || taken.has(at)) continue;
		matched.set(table, at);
		taken.add(at);
	}
	return matched;
}

/** How much speaks for a definition being that table: its variable's name, its SQL name, its file; 0 where it is not. */
function likeness(table: TableModel, at: SourceTable): number {
	const keys = [...writtenColumns(at).keys()];
	const own = new Set(table.columns.map(({ key }) => key));
	if (keys.some((key) => !own.has(key)) || (keys.length === 0 && at.columns.properties.length === 0 && own.size > 0)) {
		return 0;
	}
	const sameVariable = table.exports.some(({ name }) => name === at.variable || (name === "default" && at.variable));
	const sameFile = table.exports.some(({ file }) => file === at.source.file);
	// A table creator adds to the name, mostly before it.
	const nameCounts = table.name === at.name ? 4 : table.name.includes(at.name) ? 2 : 0;
	if (nameCounts === 0 && !(sameVariable && sameFile)) return 0;
	return nameCounts + (sameVariable ? 2 : 0) + (sameFile ? 1 : 0);
}

function placed(table: TableModel, at: SourceTable): TableModel {
	const { file, text } = at.source;
	const properties = writtenColumns(at);
	const columns = table.columns.map((column) => {
		const property = properties.get(column.key);
		return property === undefined ? column : { ...column, place: placeAt(file, text, property.start) };
	});
	return locateKeys({ ...table, columns, place: placeAt(file, text, at.call.start) }, at);
}

function withPlace(problem: SchemaProblem, tables: readonly TableModel[]): SchemaProblem {
	if (problem.kind !== "undefined-index-column") return problem;
	const index = tables
		.filter(({ name }) => name === problem.table)
		.flatMap(({ indexes }) => indexes)
		.find(({ name, parts }) => name === problem.index && parts.some((part) => "undefined" in part));
	return index?.place === undefined ? problem : { ...problem, place: index.place };
}

/** Definitions by a function that makes tables elsewhere, of which no table was loaded. */
function notExported(
	written: readonly SourceTable[],
	matched: ReadonlySet<SourceTable>,
	tables: readonly TableModel[],
): readonly SchemaProblem[] {
	const known = new Set(tables.map(({ name }) => name));
	const makers = new Set(["mysqlTable", ...[...matched].map(({ callee }) => callee)]);
	return written
		.filter((at) => !matched.has(at) && makers.has(at.callee) && !known.has(at.name))
		.map(({ name, source, call }) => ({
			kind: "table-not-exported",
			table: name,
			place: placeAt(source.file, source.text, call.start),
		}));
}
