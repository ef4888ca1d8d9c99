import type { IndexPart as TestedPart } from "../../mysql/index-parts.ts";
import { type IndexSpec, specOf } from "../../mysql/index-spec.ts";
import { parenthesized } from "../../mysql/sql/identifiers.ts";
import type { IndexModel, IndexPart, SchemaModel, TableModel } from "../model.ts";

/** An index of a table. */
export interface TableIndex {
	readonly table: string;
	readonly index: IndexModel;
}

/** What has become of a schema's indexes. One that has other parts now is dropped and added; another name alone is nothing. */
export interface IndexDiff {
	readonly added: readonly TableIndex[];
	readonly dropped: readonly TableIndex[];
	/** Indexes of tables that only one of the two schemas has: there is nothing to compare them with. */
	readonly ofNewTables: readonly TableIndex[];
	readonly ofGoneTables: readonly TableIndex[];
}

/** Compares by table, parts and kind. Names do not count: another version of drizzle-kit gives others. */
export function diffIndexes(before: SchemaModel, after: SchemaModel): IndexDiff {
	const added = missingIn(before, after);
	const dropped = missingIn(after, before);
	return {
		added: added.filter(({ isTableKnown }) => isTableKnown).map(plain),
		dropped: dropped.filter(({ isTableKnown }) => isTableKnown).map(plain),
		ofNewTables: added.filter(({ isTableKnown }) => !isTableKnown).map(plain),
		ofGoneTables: dropped.filter(({ isTableKnown }) => !isTableKnown).map(plain),
	};
}

/** An index of a schema as one under test, with its kind and all that its parts say. */
export function testedIndex({ table, index: { name, kind, parts } }: TableIndex): IndexSpec {
	const known = parts.flatMap((part): readonly TestedPart[] => {
		if ("undefined" in part) return [];
		return "expression" in part ? [{ ...part, expression: parenthesized(part.expression) }] : [part];
	});
	return specOf({ name, table, kind }, known);
}

function missingIn(other: SchemaModel, schema: SchemaModel) {
	const tables = new Map(other.tables.map((table) => [tableId(table), table]));
	return schema.tables.flatMap((table) => {
		const there = tables.get(tableId(table));
		const known = new Map<string, number>();
		for (const index of there?.indexes ?? []) known.set(partsId(index), (known.get(partsId(index)) ?? 0) + 1);
		return table.indexes.flatMap((index) => {
			const id = partsId(index);
			const left = known.get(id) ?? 0;
			known.set(id, left - 1);
			return left > 0 ? [] : [{ table: table.name, index, isTableKnown: there !== undefined }];
		});
	});
}

function plain({ table, index }: TableIndex): TableIndex {
	return { table, index };
}

function tableId({ schema, name }: TableModel): string {
	return JSON.stringify([schema ?? null, name]);
}

/** What an index is, its name apart. */
export function partsId({ kind, parts }: Pick<IndexModel, "kind" | "parts">): string {
	return JSON.stringify([kind, parts.map(partId)]);
}

function partId(part: IndexPart): unknown {
	if ("undefined" in part) return null;
	const descending = part.descending === true;
	if ("column" in part) return [part.column.toLowerCase(), part.length ?? null, descending];
	return [{ expression: part.expression.replaceAll(/\s+/g, " ").trim() }, descending];
}
