import { createHash } from "node:crypto";
import { BenchError } from "../base/errors.ts";
import { type IndexKind, type IndexPart, partOfText, partText } from "../mysql/index-parts.ts";
import { type IndexSpec, partsOf, specOf } from "../mysql/index-spec.ts";
import { quoted } from "../mysql/sql/identifiers.ts";
import { withinParentheses } from "./index-text.ts";
import type { TableModel } from "./model.ts";

/** MySQL's own limits. */
const MOST_PARTS = 16;
const LONGEST_NAME = 64;

const FORM =
	'Write it as "table(column, column desc, column(20), (lower(email)))", with "unique" or "fulltext" before it.';
const HEAD = /^\s*(?:(?<kind>unique|fulltext)\s+(?:index\s+|key\s+)?)?(?<table>`(?:[^`]|``)+`|[\p{L}\w$]+)\s*(?=\()/iu;

/**
 * An index written as `table(column, column desc, column(20), (lower(email)))`, perhaps with `unique` or `fulltext`
 * before it, with names as the database or as TypeScript has them.
 * @throws BenchError kind "usage" for what is no such text, or names no table or column of the suite.
 */
export function parseIndexSpec(text: string, tables: readonly TableModel[]): IndexSpec {
	const { kind, table: tableText } = HEAD.exec(text)?.groups ?? {};
	const texts = withinParentheses(text.slice(HEAD.exec(text)?.[0].length ?? 0));
	if (tableText === undefined || texts === undefined || texts.some((part) => part === "")) {
		throw wrong(`"${text}" is no index.`, FORM);
	}
	const called = unquoted(tableText);
	const model =
		tables.find(({ name }) => name === called) ??
		tables.find(({ exports }) => exports.some(({ name }) => name === called));
	const table = model?.name ?? called;
	const parts = texts.map((part) => byName(partOfText(part), model));
	const odd = parts.find((part) => "expression" in part && !part.expression.startsWith("("));
	if (odd !== undefined) throw wrong(`"${text}" is no index.`, `${FORM} An expression has parentheses of its own.`);
	const spec = specOf({ name: "", table, kind: (kind?.toLowerCase() ?? "plain") as IndexKind }, parts);
	checkIndex(spec, tables);
	return { ...spec, name: nameOf(spec) };
}

/** A part with its column named as in the database, where it is given by its key in TypeScript. */
function byName(part: IndexPart, table: TableModel | undefined): IndexPart {
	if (!("column" in part) || table?.columns.some(({ name }) => name === part.column)) return part;
	const column = table?.columns.find(({ key }) => key === part.column);
	return column === undefined ? part : { ...part, column: column.name };
}

/** An index as `parseIndexSpec` reads it. */
export function indexSpecText(spec: Omit<IndexSpec, "name">): string {
	const bare = (name: string) => (/^[\p{L}\w$]+$/u.test(name) ? name : quoted(name));
	const parts = partsOf(spec).map((part) => partText("column" in part ? { ...part, column: bare(part.column) } : part));
	const kind = spec.kind === undefined || spec.kind === "plain" ? "" : `${spec.kind} `;
	return `${kind}${bare(spec.table)}(${parts.join(", ")})`;
}

/**
 * An index of a suite in one form, whether its author gives columns, their text as SQL has it, or parts.
 * @param table where a column may be named like a text of SQL.
 */
export function resolvedIndex(
	spec: IndexSpec & { readonly unique?: boolean },
	table: TableModel | undefined,
): IndexSpec {
	const names = new Set(table?.columns.map(({ name }) => name));
	const parts =
		spec.parts ?? spec.columns.map((text): IndexPart => (names.has(text) ? { column: text } : resolvedPart(text)));
	return specOf({ name: spec.name, table: spec.table, kind: spec.kind ?? (spec.unique ? "unique" : "plain") }, parts);
}

/** A name that is no column is told as such, rather than taken for an expression. */
function resolvedPart(text: string): IndexPart {
	const part = partOfText(text);
	return "column" in part || part.expression.startsWith("(") ? part : { column: text };
}

/** @throws BenchError kind "usage" for what MySQL would not make of the table. */
function checkIndex(spec: IndexSpec, tables: readonly TableModel[]): void {
	const { table } = spec;
	const model = tables.find(({ name }) => name === table);
	if (model === undefined) {
		throw wrong(`The suite has no table ${table}.`, `It has ${tables.map(({ name }) => name).join(", ")}.`);
	}
	const types = new Map(model.columns.map((column) => [column.name, column.type]));
	const columns = partsOf(spec).flatMap((part) => ("column" in part ? part : []));
	const unknown = columns.find(({ column }) => !types.has(column));
	if (unknown !== undefined) {
		throw wrong(`Table ${table} has no column ${unknown.column}.`, `It has ${[...types.keys()].join(", ")}.`);
	}
	const twice = columns.find(({ column }, at) => columns.findIndex((other) => other.column === column) !== at);
	if (twice !== undefined) {
		throw wrong(`The index on ${table} names ${twice.column} twice.`, "Name each column once.");
	}
	if (spec.columns.length > MOST_PARTS) {
		throw wrong(`The index on ${table} has ${spec.columns.length} columns.`, `MySQL takes ${MOST_PARTS} at most.`);
	}
	const long = columns.find(({ column, length }) => length === undefined && isLong(types.get(column)));
	if (long !== undefined && spec.kind !== "fulltext") {
		throw wrong(
			`Column ${long.column} of ${table} is ${types.get(long.column)}, which no index holds whole.`,
			`Take the first letters of it, as in ${long.column}(20), or leave it out.`,
		);
	}
}

function isLong(type: string | undefined): boolean {
	return /text|blob|json/i.test(type ?? "");
}

/** A name that no index of the application has. */
function nameOf({ table, columns, kind }: IndexSpec): string {
	const words = columns.map((text) => text.replace(/[^\p{L}\w$]+/gu, "_").replace(/^_+|_+$/g, ""));
	const name = ["try", table, ...words, ...(kind === undefined ? [] : [kind])].join("_");
	if (name.length <= LONGEST_NAME && columns.every((text) => /^[\p{L}\w$]+$/u.test(text))) return name;
	const digest = createHash("sha256")
		.update([table, kind, ...columns].join("\0"))
		.digest("hex")
		.slice(0, 8);
	return `${name.slice(0, LONGEST_NAME - digest.length - 1)}_${digest}`;
}

function unquoted(identifier: string): string {
	return identifier.startsWith("`") ? identifier.slice(1, -1).replaceAll("``", "`") : identifier;
}

function wrong(message: string, remedy: string): BenchError {
	return new BenchError("usage", message, remedy);
}
