import { BenchError } from "../base/errors.ts";
import { type ColumnType, parseColumnType } from "../schema/column-type.ts";
import type { ColumnModel, TableModel } from "../schema/model.ts";

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
export function storedColumns(table: TableModel): readonly StoredColumn[] {
	return table.columns.map((column) => ({
		name: column.name,
		type: parseColumnType(column.charset ? `${column.type} CHARACTER SET ${column.charset}` : column.type),
		notNull: column.notNull,
		default: defaultOf(column),
	}));
}

/** The columns that rows carry, in the order in which they carry them. */
export function writtenColumns(table: TableModel, columns: readonly string[]): readonly StoredColumn[] {
	const all = new Map(storedColumns(table).map((column) => [column.name, column]));
	return columns.map((name) => {
		const column = all.get(name);
		if (column === undefined) {
			throw new BenchError(
				"usage",
				`The dataset writes a column ${name} that the table ${table.name} does not have.`,
				`It has ${[...all.keys()].join(", ")}.`,
			);
		}
		return column;
	});
}

function defaultOf({ autoIncrement, defaultSql, generated, notNull }: ColumnModel): StoredColumn["default"] {
	if (generated !== undefined || autoIncrement) return "computed";
	if (defaultSql === undefined) return notNull ? "none" : "constant";
	return /^(?:'(?:[^'\\]|''|\\.)*'|[-+]?[\d.]+(?:e[-+]?\d+)?|true|false|null|x'[\da-f]*')$/is.test(defaultSql)
		? "constant"
		: "computed";
}
