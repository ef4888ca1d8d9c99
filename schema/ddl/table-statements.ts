import { parenthesized, quoted, quotedList } from "../../mysql/sql/identifiers.ts";
import type { IndexModel, TableModel } from "../model.ts";
import { columnDefinition } from "./column-definition.ts";
import { foreignKeyDefinition, impliedIndexes, indexDefinition } from "./key-definitions.ts";

/** Said outright, so that a server's or database's own defaults cannot change what is compared, sorted or digested. */
const OPTIONS = "ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci";

/** What every table of the tool says of itself, so that on someone's server no other is taken for one. */
export const TABLE_COMMENT = "made by index-impact";
/** The table option with that comment; CREATE TABLE ... LIKE carries it over. */
export const MADE_HERE = `COMMENT='${TABLE_COMMENT}'`;

/**
 * The CREATE TABLE statement of a table, as drizzle-kit would write it, with its keys unless they come later. Foreign
 * keys always come later, since tables may refer to each other. drizzle-kit itself takes 250 MB of memory and over a
 * second to load, which is why it only checks this in a test.
 */
export function createTable(table: TableModel, keys: "with keys" | "keys later" = "with keys"): string {
	const early = keys === "with keys" ? secondaryKeys(table) : keysNeededAtOnce(table);
	const parts = [
		...table.columns.map(columnDefinition),
		...(table.primaryKey ? [`PRIMARY KEY ${quotedList(table.primaryKey.columns)}`] : []),
		...early.map(indexDefinition),
		...table.checks.map(({ name, sql }) => `CONSTRAINT ${quoted(name)} CHECK ${parenthesized(sql)}`),
	];
	return `CREATE TABLE ${quoted(table.name)} (\n\t${parts.join(",\n\t")}\n) ${OPTIONS}`;
}

/** The statement that adds all keys but the primary one to a table made without them; undefined when it has no others. */
export function addKeys(table: TableModel): string | undefined {
	const early = keysNeededAtOnce(table);
	const keys = secondaryKeys(table).filter((index) => !early.includes(index));
	if (keys.length === 0) return undefined;
	return `ALTER TABLE ${quoted(table.name)} ${keys.map((key) => `ADD ${indexDefinition(key)}`).join(", ")}`;
}

/** The statement that adds a table's foreign keys, once every table has its keys; undefined when it has none. */
export function addForeignKeys(table: TableModel): string | undefined {
	if (table.foreignKeys.length === 0) return undefined;
	return `ALTER TABLE ${quoted(table.name)} ${table.foreignKeys.map((key) => `ADD ${foreignKeyDefinition(key)}`).join(", ")}`;
}

/** Every index but the primary key, in the order in which they are made. */
export function secondaryKeys(table: TableModel): readonly IndexModel[] {
	return [...table.indexes, ...impliedIndexes(table)];
}

/** MySQL makes no table whose AUTO_INCREMENT column leads no key. */
function keysNeededAtOnce(table: TableModel): readonly IndexModel[] {
	const counted = table.columns.find((column) => column.autoIncrement && !/^serial$/i.test(column.type));
	if (counted === undefined || table.primaryKey?.columns[0] === counted.name) return [];
	const leading = table.indexes.find(
		({ parts: [first] }) => first && "column" in first && first.column === counted.name,
	);
	return leading === undefined ? [] : [leading];
}
