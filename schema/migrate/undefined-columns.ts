import { BenchError } from "../../base/errors.ts";
import type { Place, SchemaModel } from "../model.ts";

/** An index that names a column which its table does not have. */
interface UndefinedIndex {
	readonly table: string;
	readonly index: string;
	readonly place?: Place;
}

const MOST_NAMED = 4;

/**
 * Names the indexes for which drizzle-kit makes nothing of a whole schema, with file and line.
 * @throws BenchError kind "usage" where there is one.
 */
export function refuseUndefinedColumns(model: SchemaModel): void {
	const found = undefinedIndexes(model);
	const [first] = found;
	if (first === undefined) return;
	const shown = found.slice(0, MOST_NAMED).map(named);
	const more = found.length - shown.length;
	const list = `${shown.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
	const [be, it, its] = found.length === 1 ? ["is", "it", "its"] : ["are", "them", "their"];
	const table = found.length === 1 ? `table ${first.table} does not have` : "their tables do not have";
	throw new BenchError(
		"usage",
		`drizzle-kit makes no migration here: ${list} ${be} on a column that ${table}.`,
		`Name a column of ${its} table there, or take ${it} out with this change: --drop ${first.table}.${first.index}.`,
	);
}

function undefinedIndexes({ tables }: SchemaModel): readonly UndefinedIndex[] {
	return tables.flatMap(({ name: table, indexes, place: ofTable }) =>
		indexes
			.filter(({ parts }) => parts.some((part) => "undefined" in part))
			.map(({ name: index, place = ofTable }) => ({ table, index, ...(place === undefined ? {} : { place }) })),
	);
}

function named({ index, place }: UndefinedIndex): string {
	return place === undefined ? index : `${index} (${place.file}:${place.line})`;
}
