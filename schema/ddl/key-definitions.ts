import { partDefinition } from "../../mysql/index-parts.ts";
import { quoted, quotedList } from "../../mysql/sql/identifiers.ts";
import type { ForeignKeyModel, IndexModel, IndexPart, TableModel } from "../model.ts";

/** An index as CREATE TABLE and ALTER TABLE ... ADD take it. */
export function indexDefinition({ name, kind, parts, using }: Omit<IndexModel, "nameGiven" | "declaredBy">): string {
	const word = { plain: "KEY", unique: "UNIQUE KEY", fulltext: "FULLTEXT KEY" }[kind];
	const method = using !== undefined && /^(btree|hash)$/i.test(using) ? ` USING ${using.toUpperCase()}` : "";
	return `${word} ${quoted(name)} (${parts.map(definitionOf).join(", ")})${method}`;
}

function definitionOf(part: IndexPart): string {
	if ("undefined" in part) throw new Error("An index on a column that is not there has no definition.");
	return partDefinition(part);
}

/** A foreign key as ALTER TABLE ... ADD takes it. Every table is in the one database, so none names another. */
export function foreignKeyDefinition(key: ForeignKeyModel): string {
	const { name, columns, refTable, refColumns, onDelete, onUpdate } = key;
	return [
		`CONSTRAINT ${quoted(name)} FOREIGN KEY ${quotedList(columns)} REFERENCES ${quoted(refTable)} ${quotedList(refColumns)}`,
		...(onDelete !== undefined ? [`ON DELETE ${onDelete.toUpperCase()}`] : []),
		...(onUpdate !== undefined ? [`ON UPDATE ${onUpdate.toUpperCase()}`] : []),
	].join(" ");
}

/**
 * The indexes that MySQL makes for foreign keys: one of the key's name on its columns, unless an index begins with them
 * in their order, whole and ascending. Made outright, they stay: MySQL would drop its own as soon as an index under
 * test could stand in, also an invisible one, and then refuse to drop that.
 */
export function impliedIndexes(
	table: Pick<TableModel, "primaryKey" | "indexes" | "foreignKeys">,
): readonly IndexModel[] {
	const found: IndexModel[] = [];
	const starts = [
		...(table.primaryKey ? [table.primaryKey.columns.map((column): IndexPart => ({ column }))] : []),
		...table.indexes.filter(({ kind }) => kind !== "fulltext").map(({ parts }) => parts),
	];
	for (const { name, columns } of table.foreignKeys) {
		if ([...starts, ...found.map(({ parts }) => parts)].some((parts) => supports(parts, columns))) continue;
		const parts = columns.map((column) => ({ column }));
		found.push({ name, nameGiven: false, declaredBy: "index", kind: "plain", parts });
	}
	return found;
}

/** Whether a foreign key on the columns can rely on an index of these parts. */
export function supports(parts: readonly IndexPart[], columns: readonly string[]): boolean {
	return columns.every((column, at) => {
		const part = parts[at];
		return (
			part !== undefined &&
			"column" in part &&
			part.column.toLowerCase() === column.toLowerCase() &&
			part.length === undefined &&
			!part.descending
		);
	});
}
