import { getTableName, is, SQL } from "drizzle-orm";
import { getTableConfig, type MySqlColumn, type MySqlTable } from "drizzle-orm/mysql-core";
import { BenchError } from "../base/errors.ts";
import { type ColumnType, parseColumnType } from "../schema/column-type.ts";

/** What loading and checking rows need to know of a column. */
export interface StoredColumn {
	readonly name: string;
	readonly type: ColumnType;
	readonly notNull: boolean;
	/**
	 * What it takes when rows leave it out: a constant (or NULL), something the server works out (an expression, the time,
	 * the next number, a generated column), or nothing at all.
	 */
	readonly default: "constant" | "computed" | "none";
}

/** A table's columns, in the order of the table. */
export function storedColumns(table: MySqlTable): readonly StoredColumn[] {
	return getTableConfig(table).columns.map((column) => ({
		name: column.name,
		type: parseColumnType(column.getSQLType()),
		// The server makes a primary key NOT NULL, said or not.
		notNull: column.notNull || column.primary,
		default: defaultOf(column),
	}));
}

/** The columns that rows carry, in the order in which they carry them. */
export function writtenColumns(table: MySqlTable, columns: readonly string[]): readonly StoredColumn[] {
	const all = new Map(storedColumns(table).map((column) => [column.name, column]));
	return columns.map((name) => {
		const column = all.get(name);
		if (column === undefined) {
			throw new BenchError(
				"usage",
				`The dataset writes a column ${name} that the table ${getTableName(table)} does not have.`,
				`It has ${[...all.keys()].join(", ")}.`,
			);
		}
		return column;
	});
}

function defaultOf(column: MySqlColumn): StoredColumn["default"] {
	if (column.generated !== undefined) return "computed";
	if ("autoIncrement" in column && column.autoIncrement === true) return "computed";
	if (column.default === undefined) return column.notNull || column.primary ? "none" : "constant";
	const byExpression = /^(?:json|tinytext|text|mediumtext|longtext|\w*blob)\b/.test(column.getSQLType());
	return is(column.default, SQL) || byExpression ? "computed" : "constant";
}
