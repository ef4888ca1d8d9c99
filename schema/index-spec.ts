import { createHash } from "node:crypto";
import { BenchError } from "../base/errors.ts";
import type { IndexSpec } from "../mysql/index-spec.ts";
import type { TableModel } from "./model.ts";

/** A MySQL identifier: plain letters, digits, _ and $; or anything within backticks, of which two stand for one. */
const IDENTIFIER = "(?:`(?:[^`]|``)+`|[\\p{L}\\w$]+)";
const SPEC = new RegExp(`^\\s*(${IDENTIFIER})\\s*\\(\\s*(${IDENTIFIER}(?:\\s*,\\s*${IDENTIFIER})*)\\s*\\)\\s*$`, "u");

/** MySQL's own limits. */
const MOST_COLUMNS = 16;
const LONGEST_NAME = 64;

/**
 * An index written as `table(column, column)`, with names as the database has them.
 * @throws BenchError kind "usage" for what is no such text, or names no table or column of the suite.
 */
export function parseIndexSpec(text: string, tables: readonly TableModel[]): IndexSpec {
	const [, tableText, columnTexts] = SPEC.exec(text) ?? [];
	if (tableText === undefined || columnTexts === undefined) {
		throw wrong(
			`"${text}" is no index.`,
			'Write it as "table(column, column)", with backticks around a name that has other signs than letters and digits.',
		);
	}
	const table = unquoted(tableText);
	const columns = [...columnTexts.matchAll(new RegExp(IDENTIFIER, "gu"))].map(([name]) => unquoted(name));
	checkColumns(table, columns, tables);
	return { name: nameOf(table, columns), table, columns };
}

/** An index as `parseIndexSpec` reads it. */
export function indexSpecText({ table, columns }: Pick<IndexSpec, "table" | "columns">): string {
	const quoted = (name: string) => (/^[\p{L}\w$]+$/u.test(name) ? name : `\`${name.replaceAll("`", "``")}\``);
	return `${quoted(table)}(${columns.map(quoted).join(", ")})`;
}

/** Whether two indexes are the same but for their names. */
export function sameColumns(a: IndexSpec, b: IndexSpec): boolean {
	return a.table === b.table && a.columns.join("\0") === b.columns.join("\0");
}

/** Whether `other` begins with the columns of `spec`, so that it can do whatever `spec` can. */
export function covers(other: Pick<IndexSpec, "table" | "columns">, spec: Pick<IndexSpec, "table" | "columns">) {
	return other.table === spec.table && spec.columns.every((column, position) => other.columns[position] === column);
}

function checkColumns(table: string, columns: readonly string[], tables: readonly TableModel[]): void {
	const config = tables.find(({ name }) => name === table);
	if (config === undefined) {
		throw wrong(`The suite has no table ${table}.`, `It has ${tables.map(({ name }) => name).join(", ")}.`);
	}
	const types = new Map(config.columns.map((column) => [column.name, column.type]));
	const unknown = columns.find((column) => !types.has(column));
	if (unknown !== undefined) {
		throw wrong(`Table ${table} has no column ${unknown}.`, `It has ${[...types.keys()].join(", ")}.`);
	}
	const twice = columns.find((column, position) => columns.indexOf(column) !== position);
	if (twice !== undefined) throw wrong(`The index on ${table} names ${twice} twice.`, "Name each column once.");
	if (columns.length > MOST_COLUMNS) {
		throw wrong(`The index on ${table} has ${columns.length} columns.`, `MySQL takes ${MOST_COLUMNS} at most.`);
	}
	const long = columns.find((column) => /text|blob|json/i.test(types.get(column) ?? ""));
	if (long !== undefined) {
		throw wrong(`Column ${long} of ${table} is ${types.get(long)}, which no index holds whole.`, "Leave it out.");
	}
}

/** A name that no index of the application has. */
function nameOf(table: string, columns: readonly string[]): string {
	const name = `try_${table}_${columns.join("_")}`;
	if (name.length <= LONGEST_NAME) return name;
	const digest = createHash("sha256").update(name).digest("hex").slice(0, 8);
	return `${name.slice(0, LONGEST_NAME - digest.length - 1)}_${digest}`;
}

function unquoted(identifier: string): string {
	return identifier.startsWith("`") ? identifier.slice(1, -1).replaceAll("``", "`") : identifier;
}

function wrong(message: string, remedy: string): BenchError {
	return new BenchError("usage", message, remedy);
}
