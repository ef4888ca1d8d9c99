import { BenchError } from "../base/errors.ts";
import { partOfText } from "../mysql/index-parts.ts";
import type { NamedIndex, WantedIndex } from "./edit/request.ts";
import type { IndexPart, SchemaModel, TableModel } from "./model.ts";

const IDENTIFIER = "(?:`(?:[^`]|``)+`|[\\p{L}\\w$]+)";
const SPEC = new RegExp(
	`^\\s*(?:(unique|fulltext)\\s+)?(${IDENTIFIER})\\s*\\(([\\s\\S]*)\\)\\s*(?:as\\s+(${IDENTIFIER})\\s*)?$`,
	"iu",
);
const NAMED = new RegExp(`^\\s*(${IDENTIFIER})\\.(${IDENTIFIER})\\s*$`, "u");
const FORM =
	'Write it as "table(column, column desc, column(20), (lower(email)))", with unique or fulltext before it, "as name" behind it.';

/**
 * An index as people write it, for a schema; tables and columns by their names in the database or in TypeScript.
 * @throws BenchError kind "usage" for what is no index, or names no table or column of the schema.
 */
export function readWantedIndex(text: string, model: SchemaModel): WantedIndex {
	const [, kind, tableText, partsText, name] = SPEC.exec(text) ?? [];
	if (tableText === undefined || partsText === undefined) throw wrong(`"${text}" is no index.`, FORM);
	const table = tableOf(unquoted(tableText), model);
	const parts = splitParts(partsText).map((part) => partOf(part, table));
	if (parts.length === 0) throw wrong(`"${text}" names no column.`, FORM);
	const twice = parts.find((part, position) => parts.findIndex((other) => isSameColumn(part, other)) !== position);
	if (twice !== undefined && "column" in twice) {
		throw wrong(`The index on ${table.name} names ${twice.column} twice.`, "Name each column once.");
	}
	return {
		table: table.name,
		parts,
		kind: kind === undefined ? "plain" : kind.toLowerCase() === "unique" ? "unique" : "fulltext",
		...(name === undefined ? {} : { name: unquoted(name) }),
	};
}

/** An index that is there, written as "table.index". @throws BenchError kind "usage". */
export function readNamedIndex(text: string, model: SchemaModel): NamedIndex {
	const [, table, name] = NAMED.exec(text) ?? [];
	if (table === undefined || name === undefined) {
		throw wrong(`"${text}" names no index.`, 'Write it as "table.index".');
	}
	return { table: tableOf(unquoted(table), model).name, name: unquoted(name) };
}

function tableOf(name: string, { tables }: SchemaModel): TableModel {
	const table =
		tables.find((each) => each.name === name) ??
		tables.find(({ exports }) => exports.some((each) => each.name === name));
	if (table === undefined) {
		throw wrong(`The schema has no table ${name}.`, `It has ${shortList(tables.map((each) => each.name))}.`);
	}
	return table;
}

function partOf(text: string, table: TableModel): IndexPart {
	const part = partOfText(text);
	if (!("column" in part)) return part;
	const column =
		table.columns.find(({ name }) => name === part.column) ?? table.columns.find(({ key }) => key === part.column);
	if (column === undefined) {
		const known = shortList(table.columns.map(({ name }) => name));
		throw wrong(`Table ${table.name} has no column ${part.column}.`, `It has ${known}.`);
	}
	return { ...part, column: column.name };
}

/** The text between commas that stand in no parentheses, quotes or backticks. */
function splitParts(text: string): readonly string[] {
	const parts: string[] = [];
	let depth = 0;
	let start = 0;
	for (const { 0: token, index } of text.matchAll(/'(?:[^'\\]|\\.|'')*'|"(?:[^"\\]|\\.)*"|`(?:[^`]|``)*`|[(),]/g)) {
		if (token === "(") depth++;
		if (token === ")") depth--;
		if (token !== "," || depth > 0) continue;
		parts.push(text.slice(start, index));
		start = index + 1;
	}
	return [...parts, text.slice(start)].map((part) => part.trim()).filter((part) => part !== "");
}

function isSameColumn(a: IndexPart, b: IndexPart): boolean {
	return "column" in a && "column" in b && a.column === b.column;
}

function shortList(names: readonly string[]): string {
	return names.length > 15 ? `${names.slice(0, 15).join(", ")} and ${names.length - 15} more` : names.join(", ");
}

function unquoted(identifier: string): string {
	return identifier.startsWith("`") ? identifier.slice(1, -1).replaceAll("``", "`") : identifier;
}

function wrong(message: string, remedy: string): BenchError {
	return new BenchError("usage", message, remedy);
}
