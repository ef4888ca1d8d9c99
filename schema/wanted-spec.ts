import { BenchError } from "../base/errors.ts";
import { type IndexPart as KnownPart, partOfText } from "../mysql/index-parts.ts";
import type { NamedIndex, WantedIndex } from "./edit/request.ts";
import { withinParentheses } from "./index-text.ts";
import type { SchemaModel, TableModel } from "./model.ts";

/** MySQL's own limit. */
const MOST_PARTS = 16;
/** Types whose values no index holds whole; an enum may have "text" among its values. */
const LONG = /^\s*(?:(?:tiny|medium|long)?(?:text|blob)|json)\b/i;

const IDENTIFIER = "(?:`(?:[^`]|``)+`|[\\p{L}\\w$]+)";
const HEAD = new RegExp(`^\\s*(?:(unique|fulltext)\\s+(?:index\\s+|key\\s+)?)?(${IDENTIFIER})\\s*(?=\\()`, "iu");
const TAIL = new RegExp(`\\)\\s*as\\s+(${IDENTIFIER})\\s*$`, "iu");
const NAMED = new RegExp(`^\\s*(${IDENTIFIER})\\.(${IDENTIFIER})\\s*$`, "u");
const FORM =
	'Write it as "table(column, column desc, column(20), (lower(email)))", with unique or fulltext before it, "as name" behind it.';

/** An index as somebody wrote it, by names of the database. */
export interface ReadIndex extends WantedIndex {
	readonly parts: readonly KnownPart[];
}

/**
 * An index as people write it, for a schema; tables and columns by their names in the database or in TypeScript.
 * @throws BenchError kind "usage" for what is no index, names no table or column of the schema, or cannot be in MySQL.
 */
export function readWantedIndex(text: string, { tables }: Pick<SchemaModel, "tables">): ReadIndex {
	const [head, kind, tableText] = HEAD.exec(text) ?? [];
	const name = TAIL.exec(text)?.[1];
	const list = text.slice(head?.length ?? 0).replace(TAIL, ")");
	const texts = withinParentheses(list);
	if (tableText === undefined || texts === undefined || texts.some((part) => part === "")) {
		throw wrong(`"${text}" is no index.`, FORM);
	}
	const table = tableOf(unquoted(tableText), tables);
	const known = texts.map((part) => partOfText(part));
	if (known.some((part) => "expression" in part && !part.expression.startsWith("("))) {
		throw wrong(`"${text}" is no index.`, `${FORM} An expression has parentheses of its own.`);
	}
	const index: ReadIndex = {
		table: table.name,
		parts: known.map((part) => byName(part, table)),
		kind: (kind?.toLowerCase() ?? "plain") as ReadIndex["kind"],
		...(name === undefined ? {} : { name: unquoted(name) }),
	};
	refuseImpossible(index, table);
	return index;
}

/** An index that is there, written as "table.index". @throws BenchError kind "usage". */
export function readNamedIndex(text: string, model: SchemaModel): NamedIndex {
	const [, table, name] = NAMED.exec(text) ?? [];
	if (table === undefined || name === undefined) {
		throw wrong(`"${text}" names no index.`, 'Write it as "table.index".');
	}
	return { table: tableOf(unquoted(table), model.tables).name, name: unquoted(name) };
}

function tableOf(name: string, tables: readonly TableModel[]): TableModel {
	const table =
		tables.find((each) => each.name === name) ??
		tables.find(({ exports }) => exports.some((each) => each.name === name));
	if (table === undefined) {
		throw wrong(`The schema has no table ${name}.`, `It has ${shortList(tables.map((each) => each.name))}.`);
	}
	return table;
}

/** A part with its column named as in the database. */
function byName(part: KnownPart, table: TableModel): KnownPart {
	if (!("column" in part)) return part;
	const column =
		table.columns.find(({ name }) => name === part.column) ?? table.columns.find(({ key }) => key === part.column);
	if (column === undefined) {
		const known = shortList(table.columns.map(({ name }) => name));
		throw wrong(`Table ${table.name} has no column ${part.column}.`, `It has ${known}.`);
	}
	return { ...part, column: column.name };
}

/** What MySQL would not make of the table. */
function refuseImpossible({ parts, kind }: ReadIndex, { name: table, columns }: TableModel): void {
	const named = parts.flatMap((part) => ("column" in part ? part : []));
	const twice = named.find(({ column }, at) => named.findIndex((other) => other.column === column) !== at);
	if (twice !== undefined) {
		throw wrong(`The index on ${table} names ${twice.column} twice.`, "Name each column once.");
	}
	if (parts.length > MOST_PARTS) {
		throw wrong(`The index on ${table} has ${parts.length} columns.`, `MySQL takes ${MOST_PARTS} at most.`);
	}
	if (kind === "fulltext") return;
	const types = new Map(columns.map((column) => [column.name, column.type]));
	const long = named.find(({ column, length }) => length === undefined && LONG.test(types.get(column) ?? ""));
	if (long !== undefined) {
		throw wrong(
			`Column ${long.column} of ${table} is ${types.get(long.column)}, which no index holds whole.`,
			`Take the first letters of it, as in ${long.column}(20), or leave it out.`,
		);
	}
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
