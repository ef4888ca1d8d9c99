import type { IndexPart } from "../model.ts";
import type { ColumnAccess } from "./column-access.ts";
import { EditRefused, type WantedIndex } from "./request.ts";

/** What an index's entry is written with. */
export interface EntryWords {
	/** "index", "m.uniqueIndex". */
	readonly factory: string;
	/** "sql", where a part needs it. */
	readonly sql: string;
	readonly quote: '"' | "'";
}

/** The expression that declares an index: `index("name").on(t.a, sql`${t.b} desc`)`. */
export function indexExpression(index: WantedIndex, name: string, access: ColumnAccess, words: EntryWords): string {
	const parts = index.parts.map((part) => partExpression(part, index.table, access, words.sql));
	return `${words.factory}(${quoted(name, words.quote)}).on(${parts.join(", ")})`;
}

/** Whether Drizzle's index() takes the part only as SQL: descending, a prefix, an expression. */
export function needsSql(part: IndexPart): boolean {
	return "expression" in part || ("column" in part && (part.length !== undefined || part.descending === true));
}

export function quoted(text: string, quote: '"' | "'"): string {
	const inner = JSON.stringify(text).slice(1, -1);
	return quote === '"' ? `"${inner}"` : `'${inner.replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

function partExpression(part: IndexPart, table: string, access: ColumnAccess, sql: string): string {
	if ("undefined" in part) throw new EditRefused({ kind: "not-for-drizzle", table, what: "undefined column" });
	const direction = part.descending === true ? " desc" : "";
	if ("expression" in part) return `${sql}\`${templateText(part.expression, access)}${direction}\``;
	const column = access.of(part.column);
	if (!needsSql(part)) return column;
	const length = part.length === undefined ? "" : `(${part.length})`;
	return `${sql}\`\${${column}}${length}${direction}\``;
}

const TOKEN = /'(?:[^'\\]|\\.|'')*'|"(?:[^"\\]|\\.|"")*"|`(?:[^`]|``)+`|[\p{L}_$][\p{L}\w$]*(?!\s*\()/gu;

/** An expression within parentheses, as MySQL wants it for a key part, with columns named as Drizzle's. */
function templateText(expression: string, access: ColumnAccess): string {
	const trimmed = expression.trim();
	const enclosed = isEnclosed(trimmed) ? trimmed : `(${trimmed})`;
	let text = "";
	let end = 0;
	for (const { 0: token, index } of enclosed.matchAll(TOKEN)) {
		const name = token.startsWith("`") ? token.slice(1, -1).replaceAll("``", "`") : token;
		if (/^['"]/.test(token) || !access.has(name)) continue;
		text += `${escaped(enclosed.slice(end, index))}\${${access.of(name)}}`;
		end = index + token.length;
	}
	return text + escaped(enclosed.slice(end));
}

function escaped(text: string): string {
	return text.replaceAll("\\", "\\\\").replaceAll("`", "\\`").replaceAll("${", "\\${");
}

/** Whether one pair of parentheses holds the whole text. */
function isEnclosed(text: string): boolean {
	if (!text.startsWith("(")) return false;
	let depth = 0;
	for (const [position, sign] of [...text].entries()) {
		if (sign === "(") depth++;
		if (sign === ")") depth--;
		if (depth === 0) return position === [...text].length - 1;
	}
	return false;
}
