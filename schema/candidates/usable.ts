import type { IndexPart } from "../../mysql/index-parts.ts";
import { type IndexSpec, partsOf } from "../../mysql/index-spec.ts";
import { keyBytes, LONGEST_KEY_BYTES } from "../audit/facts/key-bytes.ts";
import { impliedIndexes } from "../ddl/key-definitions.ts";
import type { TableModel } from "../model.ts";
import type { Candidate, NotTried, WhyNotTried } from "./candidate.ts";

/** With more of the table's columns than this part, an index that holds all that is read is a copy of the table. */
const MOST_OF_TABLE = 0.8;
/** On narrow tables every index is a large part; a copy is what has as many columns as this and nearly all. */
const FEWEST_OF_COPY = 4;
/** More columns make an index that is half a table. */
const MOST_COLUMNS = 8;
/** Values of these no index holds whole. */
const LONG = /^\s*(?:(?:tiny|medium|long)?(?:text|blob)|json|geometry|point|linestring|polygon|vector)\b/i;

/** Candidates that are worth building, and those that are not, each with the reason. */
export interface Sorted {
	readonly usable: readonly Candidate[];
	readonly notTried: readonly NotTried[];
}

/** Leaves out what the schema serves already, what MySQL refuses and what would be the table once more. */
export function sortOut(candidates: readonly Candidate[], tables: readonly TableModel[]): Sorted {
	const usable: Candidate[] = [];
	const notTried: NotTried[] = [];
	for (const candidate of candidates) {
		const table = tables.find(({ name }) => name === candidate.index.table);
		const why = table === undefined || candidate.change === "drop" ? undefined : whyNot(candidate, table);
		if (why === undefined) usable.push(candidate);
		else notTried.push({ ...candidate, why });
	}
	return { usable, notTried };
}

function whyNot({ index, origins }: Candidate, table: TableModel): WhyNotTried | undefined {
	const parts = partsOf(index);
	const columns = parts.flatMap((part) => ("column" in part ? part : []));
	const types = new Map(table.columns.map((column) => [column.name, column]));
	const long = columns.find(({ column, length }) => length === undefined && LONG.test(types.get(column)?.type ?? ""));
	if (index.kind !== "fulltext" && long !== undefined) return { kind: "unindexable", column: long.column };
	const by = servedBy(index, table);
	if (by !== undefined) return { kind: "served", by };
	// What somebody asked for by name is measured, whatever we think of it.
	if (origins.some(({ from }) => from === "asked" || from === "suite")) return undefined;
	if (parts.length > MOST_COLUMNS) return { kind: "too-many-columns", limit: MOST_COLUMNS };
	const primary = table.primaryKey?.columns ?? [];
	const held = new Set([...columns.map(({ column }) => column), ...primary]).size;
	if (parts.length >= FEWEST_OF_COPY && held > MOST_OF_TABLE * table.columns.length) return { kind: "copy-of-table" };
	const bytes = columns.reduce((sum, part) => {
		const column = types.get(part.column);
		return sum + (column === undefined ? 0 : (keyBytes(column, part.length) ?? 0));
	}, 0);
	return bytes > LONGEST_KEY_BYTES ? { kind: "too-wide", bytes, limit: LONGEST_KEY_BYTES } : undefined;
}

/** What of the schema finds whatever the index could: the primary key, an index that begins alike, one for a foreign key. */
export function servedBy(index: IndexSpec, table: TableModel): string | undefined {
	if (index.kind === "unique" || index.kind === "fulltext") {
		return table.indexes.find(({ kind, parts }) => kind === index.kind && isBeginning(index, parts))?.name;
	}
	const wanted = partsOf(index);
	const primary = table.primaryKey?.columns.map((column) => ({ column })) ?? [];
	// What begins with the whole primary key finds one row at most, as that does.
	if (beginsWith(primary, wanted) || (primary.length > 0 && beginsWith(wanted, primary))) return "PRIMARY";
	const all = [...table.indexes, ...impliedIndexes(table)].filter(({ kind }) => kind !== "fulltext");
	// Every secondary index ends with the primary key as it is.
	return all.find(({ parts }) => beginsWith([...parts, ...primary], wanted))?.name;
}

function isBeginning(index: IndexSpec, parts: TableModel["indexes"][number]["parts"]): boolean {
	return beginsWith(parts, partsOf(index)) && parts.length === partsOf(index).length;
}

function beginsWith(parts: TableModel["indexes"][number]["parts"], wanted: readonly IndexPart[]): boolean {
	return wanted.every((part, at) => {
		const there = parts[at];
		if (there === undefined || "undefined" in there) return false;
		if ((there.descending ?? false) !== (part.descending ?? false)) return false;
		if ("column" in there && "column" in part) return there.column === part.column && there.length === part.length;
		return "expression" in there && "expression" in part && there.expression === part.expression;
	});
}
