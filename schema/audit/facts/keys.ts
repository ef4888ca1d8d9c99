import type { ForeignKeyModel, IndexModel, IndexPart, TableModel } from "../../model.ts";

/** MySQL's own limit for the name of any object. */
export const LONGEST_NAME = 64;

/** A key as the server will have it: declared, the primary one, or made by MySQL for a foreign key. */
export interface Key {
	readonly name: string;
	readonly origin: "primary" | "declared" | "foreign-key";
	readonly unique: boolean;
	readonly fulltext: boolean;
	readonly parts: readonly IndexPart[];
	readonly declared?: IndexModel;
	readonly foreignKey?: ForeignKeyModel;
}

/**
 * The keys of a table on a server. MySQL makes one for each foreign key that it accepts and no other key serves.
 */
export function keysOf(table: TableModel, accepted: readonly ForeignKeyModel[]): readonly Key[] {
	return [...explicitKeys(table), ...impliedKeys(accepted, explicitKeys(table))];
}

/** The keys that the schema names: the primary one and its indexes. */
export function explicitKeys(table: TableModel): readonly Key[] {
	return [
		...(table.primaryKey === undefined
			? []
			: [
					{
						name: "PRIMARY",
						origin: "primary" as const,
						unique: true,
						fulltext: false,
						parts: table.primaryKey.columns.map((column) => ({ column })),
					},
				]),
		...table.indexes.map((index) => ({
			name: index.name,
			origin: "declared" as const,
			unique: index.kind === "unique",
			fulltext: index.kind === "fulltext",
			parts: index.parts,
			declared: index,
		})),
	];
}

function impliedKeys(foreignKeys: readonly ForeignKeyModel[], explicit: readonly Key[]): readonly Key[] {
	// The longest first, since one made for (a, b) also serves a foreign key on (a).
	const made: Key[] = [];
	for (const foreignKey of foreignKeys.toSorted((a, b) => b.columns.length - a.columns.length)) {
		if ([...explicit, ...made].some((key) => leadsWith(key, foreignKey.columns))) continue;
		const parts = foreignKey.columns.map((column) => ({ column }));
		made.push({ name: foreignKey.name, origin: "foreign-key", unique: false, fulltext: false, parts, foreignKey });
	}
	return made;
}

/** The column of a part that holds it whole; undefined for prefixes, expressions and columns that do not exist. */
export function wholeColumn(part: IndexPart | undefined): string | undefined {
	return part !== undefined && "column" in part && part.length === undefined ? part.column : undefined;
}

/** The column of a part, whole or its beginning. */
export function columnOf(part: IndexPart | undefined): string | undefined {
	return part !== undefined && "column" in part ? part.column : undefined;
}

/** The columns of a key, in order; what is no column is left out. */
export function columnsOf(parts: readonly IndexPart[]): readonly string[] {
	return parts.map(columnOf).filter((column) => column !== undefined);
}

/** Whether a key begins with these columns, whole and in this order. */
export function leadsWith(key: Pick<Key, "parts" | "fulltext">, columns: readonly string[]): boolean {
	return !key.fulltext && columns.every((column, position) => wholeColumn(key.parts[position]) === column);
}

/** Whether an equality on the column can use the key: it leads with it, whole or its beginning. */
export function leadsWithColumn(key: Pick<Key, "parts" | "fulltext">, column: string): boolean {
	return !key.fulltext && columnOf(key.parts[0]) === column;
}
