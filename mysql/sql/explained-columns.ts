import type { Connection, RowDataPacket } from "mysql2/promise";
import { isQueryError } from "../errors.ts";
import type { Statement } from "../statement.ts";

/** What a statement does with the columns of one table, as the optimizer sees it after its rewriting. */
export interface ColumnUse {
	/** As the statement calls it: its alias, where it has one. */
	readonly table: string;
	/** Every column that is read. */
	readonly used: readonly string[];
	/** Compared with one value, or with a list of them. */
	readonly equal: readonly string[];
	/** Compared with a bound. */
	readonly range: readonly string[];
	/** Part of any condition on the table. */
	readonly filtered: readonly string[];
}

/** How a statement uses each of its tables, one entry per reference, by EXPLAIN's JSON. */
export async function columnUseOf(connection: Connection, { sql, params }: Statement): Promise<readonly ColumnUse[]> {
	await useFirstFormat(connection);
	const [[row]] = await connection.query<RowDataPacket[]>(`EXPLAIN FORMAT=JSON ${sql}`, [...params]);
	const plan: unknown = JSON.parse(String(row?.EXPLAIN));
	return tablesIn(plan).flatMap((table) => useOf(table) ?? []);
}

/** Later servers have a second format, which tells of conditions in another way. Earlier ones know the first alone. */
async function useFirstFormat(connection: Connection): Promise<void> {
	try {
		await connection.query("SET SESSION explain_json_format_version = 1");
	} catch (error) {
		if (!isQueryError(error)) throw error;
	}
}

type Node = Readonly<Record<string, unknown>>;

/** Every node of the plan that stands for a table. */
function tablesIn(value: unknown): readonly Node[] {
	if (Array.isArray(value)) return value.flatMap(tablesIn);
	if (typeof value !== "object" || value === null) return [];
	const node: Node = { ...value };
	const inner = Object.values(node).flatMap(tablesIn);
	return typeof node.table_name === "string" ? [node, ...inner] : inner;
}

function useOf(node: Node): ColumnUse | undefined {
	const used = textsIn(node.used_columns);
	if (typeof node.table_name !== "string" || used.length === 0) return undefined;
	const conditions = [node.attached_condition, node.index_condition].filter((text) => typeof text === "string");
	const found = conditions
		.flatMap((text) => conjunctsOf(withoutLiterals(text)))
		.map((text) => comparisonOf(text, used));
	const keyed = textsIn(node.used_key_parts);
	const looked = ["ref", "eq_ref", "const", "ref_or_null"].includes(String(node.access_type));
	const ofKind = (kind: Comparison["kind"]) =>
		found.filter((one) => one.kind === kind).flatMap(({ columns }) => columns);
	return {
		table: node.table_name,
		used,
		equal: unique([...(looked ? keyed : []), ...ofKind("equal")]),
		range: unique([...(node.access_type === "range" ? keyed : []), ...ofKind("range")]),
		filtered: unique(found.flatMap(({ columns }) => columns)),
	};
}

function textsIn(value: unknown): readonly string[] {
	return Array.isArray(value) ? value.filter((text) => typeof text === "string") : [];
}

function unique(texts: readonly string[]): readonly string[] {
	return [...new Set(texts)];
}

/** What is within quotes could look like anything. */
function withoutLiterals(condition: string): string {
	return condition.replace(/'(?:[^'\\]|\\.|'')*'/gs, "?");
}

/** The parts of a condition all of which must hold. */
function conjunctsOf(condition: string): readonly string[] {
	const text = withoutOuterParentheses(condition);
	const parts = splitOutside(text, " and ");
	const splits = parts.length > 1 && !parts.some((part) => / between [^()]*$/.test(part));
	return splits ? parts.flatMap(conjunctsOf) : [text];
}

function withoutOuterParentheses(text: string): string {
	const trimmed = text.trim();
	if (!trimmed.startsWith("(")) return trimmed;
	let depth = 0;
	for (const [at, sign] of [...trimmed].entries()) {
		if (sign === "(") depth += 1;
		if (sign === ")") depth -= 1;
		if (depth === 0) return at === trimmed.length - 1 ? withoutOuterParentheses(trimmed.slice(1, -1)) : trimmed;
	}
	return trimmed;
}

/** Splits at a separator that is in no parentheses. */
function splitOutside(text: string, separator: string): readonly string[] {
	const parts: string[] = [];
	let depth = 0;
	let start = 0;
	for (let at = 0; at < text.length; at++) {
		if (text[at] === "(") depth += 1;
		if (text[at] === ")") depth -= 1;
		if (depth !== 0 || !text.startsWith(separator, at)) continue;
		parts.push(text.slice(start, at));
		start = at + separator.length;
	}
	return [...parts, text.slice(start)];
}

interface Comparison {
	readonly kind: "equal" | "range" | "other";
	readonly columns: readonly string[];
}

/** A column as EXPLAIN writes it, with its table and database. */
const COLUMN = "(?:`(?:[^`]|``)+`\\.)+`((?:[^`]|``)+)`";
const EQUAL = new RegExp(`^${COLUMN} (?:=|<=>|in) [^\`]*$`);
const RANGE = new RegExp(`^${COLUMN} (?:<|<=|>|>=|between) [^\`]*$`);

/** What one conjunct asks of the table's columns. A column of another table of the same name is nobody's loss. */
function comparisonOf(conjunct: string, used: readonly string[]): Comparison {
	const named = [...conjunct.matchAll(new RegExp(COLUMN, "g"))].map(([, name = ""]) => name.replaceAll("``", "`"));
	const columns = unique(named.filter((name) => used.includes(name)));
	const kind = EQUAL.test(conjunct) ? "equal" : RANGE.test(conjunct) ? "range" : "other";
	return { kind, columns };
}
