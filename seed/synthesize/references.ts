import type { SchemaModel, TableModel } from "../../schema/model.ts";

/** Columns of a table that hold a key of another, or of the same. */
export interface Reference {
	readonly table: string;
	readonly columns: readonly string[];
	readonly refTable: string;
	readonly refColumns: readonly string[];
	readonly known: "foreign-key" | "relation" | "name";
}

/**
 * Every reference that the schema tells of: foreign keys, then relations, then columns named after another table's one
 * primary key ("client_id" and "clients"). A column belongs to the first that speaks of it.
 */
export function referencesOf(model: SchemaModel): readonly Reference[] {
	const tables = new Map(model.tables.map((table) => [table.name, table]));
	const told: Reference[] = [
		...model.tables.flatMap((table) =>
			table.foreignKeys.map(({ columns, refTable, refColumns }) => ({
				table: table.name,
				columns,
				refTable,
				refColumns,
				known: "foreign-key" as const,
			})),
		),
		...model.relations.map(({ table, columns, refTable, refColumns }) => ({
			table,
			columns,
			refTable,
			refColumns,
			known: "relation" as const,
		})),
		...model.tables.flatMap((table) => namedReferences(table, model.tables)),
	];
	const taken = new Set<string>();
	// Those of several columns first: one of a single column among them is kept by the rows that they point to.
	const bySize = told
		.map((reference, at) => ({ reference, at }))
		.sort(
			(a, b) =>
				rank(a.reference) - rank(b.reference) || b.reference.columns.length - a.reference.columns.length || a.at - b.at,
		);
	const leadsTo = new Map<string, string>();
	return bySize.flatMap(({ reference }) => {
		const ids = reference.columns.map((column) => `${reference.table}\0${column}`);
		if (!exists(reference, tables) || isKnotted(reference) || ids.some((id) => taken.has(id))) return [];
		const targets = reference.refColumns.map((column) => `${reference.refTable}\0${column}`);
		if (ids.some((id, at) => leadsBack(targets[at], id, leadsTo))) return [];
		for (const [at, id] of ids.entries()) {
			taken.add(id);
			leadsTo.set(id, targets[at] ?? id);
		}
		return [reference];
	});
}

/**
 * Whether a column's values come, by references taken already, from the column that is to take them from it: two rows of one
 * to one may each name the other's key, and one of both has to have keys of its own.
 */
function leadsBack(from: string | undefined, to: string, leadsTo: ReadonlyMap<string, string>): boolean {
	for (let at = from; at !== undefined; at = leadsTo.get(at)) if (at === to) return true;
	return false;
}

/** A reference to its own table of which a column refers to itself: only rows that were there before could keep it. */
function isKnotted({ table, refTable, columns, refColumns }: Reference): boolean {
	return table === refTable && columns.some((column, at) => column === refColumns[at]);
}

/**
 * Columns that stay NULL, since a reference that no rows can be made for would else be broken: MySQL asks nothing of a
 * reference of which a column is NULL. By table.
 */
export function emptyColumns(table: TableModel): readonly string[] {
	return table.foreignKeys
		.filter(({ columns, refTable, refColumns }) =>
			isKnotted({ table: table.name, columns, refTable, refColumns, known: "foreign-key" }),
		)
		.flatMap(({ columns, refColumns }) => columns.filter((column, at) => column !== refColumns[at]));
}

function rank({ known }: Reference): number {
	return ["foreign-key", "relation", "name"].indexOf(known);
}

/** A relation may be declared from the side that holds no key; a self-evident primary key is none that points elsewhere. */
function exists({ table, columns, refTable, refColumns, known }: Reference, tables: ReadonlyMap<string, TableModel>) {
	const [own, other] = [tables.get(table), tables.get(refTable)];
	if (own === undefined || other === undefined || columns.length === 0) return false;
	const has = (model: TableModel, names: readonly string[]) =>
		names.every((name) => model.columns.some((column) => column.name === name && column.generated === undefined));
	if (!has(own, columns) || !has(other, refColumns)) return false;
	if (known === "foreign-key") return true;
	const numbersItself = own.columns.some(({ name, autoIncrement }) => autoIncrement && columns.includes(name));
	const keys = [other.primaryKey?.columns ?? [], ...uniqueKeys(other)];
	return (
		!numbersItself &&
		keys.some((key) => key.length === refColumns.length && key.every((name) => refColumns.includes(name)))
	);
}

/** Columns of each unique key, those with expressions or prefixes apart. */
export function uniqueKeys(table: TableModel): readonly (readonly string[])[] {
	return table.indexes
		.filter(({ kind }) => kind === "unique")
		.map(({ parts }) => parts.flatMap((part) => ("column" in part && part.length === undefined ? [part.column] : [""])))
		.filter((columns) => !columns.includes(""));
}

function namedReferences(table: TableModel, tables: readonly TableModel[]): readonly Reference[] {
	return table.columns.flatMap(({ name, type }): readonly Reference[] => {
		const stem = /^(.+?)(?:_id|Id|ID)$/.exec(name)?.[1];
		if (stem === undefined) return [];
		const wanted = plain(stem);
		const target = tables.find((candidate) => singulars(plain(candidate.name)).includes(wanted));
		const [key, second] = target?.primaryKey?.columns ?? [];
		const keyType = target?.columns.find((column) => column.name === key)?.type;
		if (target === undefined || key === undefined || second !== undefined || keyType === undefined) return [];
		if (family(keyType) !== family(type)) return [];
		return [{ table: table.name, columns: [name], refTable: target.name, refColumns: [key], known: "name" }];
	});
}

function plain(name: string): string {
	return name.toLowerCase().replace(/[^a-z0-9]/g, "");
}

function singulars(name: string): readonly string[] {
	return [name, name.replace(/s$/, ""), name.replace(/es$/, ""), name.replace(/ies$/, "y")];
}

function family(type: string): string {
	if (/^(?:tiny|small|medium|big)?int|^serial/i.test(type)) return "whole";
	return /^(?:var)?binary/i.test(type) ? "bytes" : /char|text/i.test(type) ? "text" : type;
}
