import type { IndexModel, TableModel } from "../../model.ts";
import { plainName } from "./name-words.ts";

/** Where an index belongs by its name. */
export interface Home {
	readonly table: TableModel;
	readonly columns: readonly string[];
}

const AFFIXES =
	/^(?:(?:idx|index|ix|i|uq|uk|uidx|unique|uniq|fk|key)_)+|(?:_(?:idx|index|ix|uq|uk|uidx|unique|uniq|fk|key))+$/g;

/** The part of an index's name that speaks of table and columns: without "idx_" and "_unique". */
export function subjectOf(indexName: string): string {
	return plainName(indexName).replace(AFFIXES, "");
}

/**
 * The other table that an index's name means: it says that table's name and then columns that the table has, and this
 * table has not all of them. Undefined where the name speaks of this table, or of none.
 */
export function homeOf(index: IndexModel, table: TableModel, tables: readonly TableModel[]): Home | undefined {
	const subject = subjectOf(index.name);
	if (namesOf(table).some((name) => subject === name || subject.startsWith(`${name}_`))) return undefined;
	const homes = tables
		.filter((other) => other.name !== table.name)
		.flatMap((other) => {
			const name = namesOf(other)
				.filter((candidate) => subject.startsWith(`${candidate}_`))
				.toSorted((a, b) => b.length - a.length)[0];
			const columns = name === undefined ? undefined : columnsNamed(subject.slice(name.length + 1), other);
			return name === undefined || columns === undefined ? [] : [{ table: other, columns, name }];
		});
	const best = homes.toSorted((a, b) => b.name.length - a.name.length)[0];
	return best === undefined || best.columns.length !== index.parts.length ? undefined : best;
}

function namesOf(table: TableModel): readonly string[] {
	return [table.name, ...table.exports.map(({ name }) => name)].map(plainName);
}

/** The columns that a text such as "product_id_created_at" names one after the other; undefined where it names others. */
function columnsNamed(text: string, table: TableModel): readonly string[] | undefined {
	if (text === "") return [];
	for (const column of table.columns) {
		for (const name of new Set([plainName(column.name), plainName(column.key)])) {
			if (text !== name && !text.startsWith(`${name}_`)) continue;
			const rest = columnsNamed(text.slice(name.length + 1), table);
			if (rest !== undefined) return [column.name, ...rest];
		}
	}
	return undefined;
}
