import { quoted } from "./identifiers.ts";
import { referenceNamed, type Scope, scopesOf, type TableReference } from "./table-references.ts";
import { isWord, type Token, tokensOf } from "./tokens.ts";

/** How a statement compares something of a table with the value of a placeholder. */
export type Comparison = "equal" | "unequal" | "less" | "greater" | "between-low" | "between-high" | "in" | "like";

/** What the value of one "?" is for. */
export type Placeholder =
	/** Compared with an expression of one table: a column, or a function of columns, as `expression` says in SQL. */
	| {
			readonly kind: "compared";
			readonly comparison: Comparison;
			readonly reference: TableReference;
			readonly expression: string;
			/** The column, where the expression is nothing else. */
			readonly column?: string;
			/** Of an IN list: which list of the statement, counted from 0. */
			readonly list?: number;
	  }
	| { readonly kind: "limit" }
	| { readonly kind: "offset" }
	| { readonly kind: "unknown" };

/** The columns of a table, or undefined for one that is not known: to tell whose column an unqualified name is. */
export type ColumnsOf = (table: string) => readonly string[] | undefined;

/** What each placeholder of a statement meets, in their order. */
export function placeholdersOf(sql: string, columnsOf: ColumnsOf): readonly Placeholder[] {
	const tokens = tokensOf(sql);
	const scopes = scopesOf(tokens);
	const lists = new Map<number, number>();
	return tokens.flatMap((token, at) =>
		token.kind === "placeholder" ? [meetingAt({ sql, tokens, scopes, columnsOf, lists }, at)] : [],
	);
}

interface Reading {
	readonly sql: string;
	readonly tokens: readonly Token[];
	readonly scopes: readonly Scope[];
	readonly columnsOf: ColumnsOf;
	/** The number of each IN list, by the place of its parenthesis. */
	readonly lists: Map<number, number>;
}

const SIGNS: Readonly<Record<string, Comparison>> = {
	"=": "equal",
	"<=>": "equal",
	"<>": "unequal",
	"!=": "unequal",
	"<": "less",
	"<=": "less",
	">": "greater",
	">=": "greater",
};
const MIRRORED: Readonly<Partial<Record<Comparison, Comparison>>> = { less: "greater", greater: "less" };

function meetingAt(reading: Reading, at: number): Placeholder {
	const { tokens } = reading;
	const before = tokens[at - 1];
	if (isWord(before, "limit")) return { kind: isWord(tokens[at + 1], ",") ? "offset" : "limit" };
	if (isWord(before, "offset")) return { kind: "offset" };
	if (isWord(before, ",") && tokens[at - 2]?.kind === "placeholder" && isWord(tokens[at - 3], "limit"))
		return { kind: "limit" };
	const sign = before?.kind === "sign" ? SIGNS[before.text] : undefined;
	if (sign !== undefined) return compared(reading, at - 1, sign);
	if (isWord(before, "like")) return compared(reading, isWord(tokens[at - 2], "not") ? at - 2 : at - 1, "like");
	if (isWord(before, "between"))
		return compared(reading, isWord(tokens[at - 2], "not") ? at - 2 : at - 1, "between-low");
	if (isWord(before, "and")) {
		const between = betweenBefore(tokens, at - 1);
		if (between !== undefined) return compared(reading, between, "between-high");
	}
	const list = listAround(tokens, at);
	if (list !== undefined) {
		const met = compared(reading, isWord(tokens[list - 2], "not") ? list - 2 : list - 1, "in");
		const number = reading.lists.get(list) ?? reading.lists.size;
		reading.lists.set(list, number);
		return met.kind === "compared" ? { ...met, list: number } : met;
	}
	const after = tokens[at + 1];
	const mirrored = after?.kind === "sign" ? SIGNS[after.text] : undefined;
	return mirrored === undefined ? { kind: "unknown" } : comparedAfter(reading, at + 2, MIRRORED[mirrored] ?? mirrored);
}

/** The BETWEEN whose AND this is, where one value and nothing else stands between the two. */
function betweenBefore(tokens: readonly Token[], and: number): number | undefined {
	const value = tokens[and - 1]?.kind;
	const single = value === "placeholder" || value === "text" || value === "number";
	if (!single || !isWord(tokens[and - 2], "between")) return undefined;
	return isWord(tokens[and - 3], "not") ? and - 3 : and - 2;
}

/** The parenthesis of the IN list that holds a placeholder. */
function listAround(tokens: readonly Token[], placeholder: number): number | undefined {
	let at = placeholder - 1;
	while (isWord(tokens[at], ",") || ["placeholder", "text", "number"].includes(tokens[at]?.kind ?? "")) at--;
	return isWord(tokens[at], "(") && isWord(tokens[at - 1], "in") ? at : undefined;
}

/** What ends just before a comparison. */
function compared(reading: Reading, end: number, comparison: Comparison): Placeholder {
	const { tokens } = reading;
	const last = tokens[end - 1];
	if (isWord(last, ")")) {
		const open = openingOf(tokens, end - 1);
		const called = tokens[open - 1];
		return called?.kind === "word" ? operand(reading, open - 1, end, comparison) : { kind: "unknown" };
	}
	let start = end - 1;
	while (isWord(tokens[start - 1], ".") && start >= 2) start -= 2;
	return operand(reading, start, end, comparison);
}

/** What begins just after a comparison that a placeholder stands before. */
function comparedAfter(reading: Reading, start: number, comparison: Comparison): Placeholder {
	let end = start + 1;
	while (isWord(reading.tokens[end], ".")) end += 2;
	return isWord(reading.tokens[end], "(") ? { kind: "unknown" } : operand(reading, start, end, comparison);
}

function openingOf(tokens: readonly Token[], closing: number): number {
	let depth = 0;
	for (let at = closing; at >= 0; at--) {
		if (isWord(tokens[at], ")")) depth += 1;
		if (isWord(tokens[at], "(")) depth -= 1;
		if (depth === 0) return at;
	}
	return 0;
}

/** An expression made of columns of one table, written anew without the table's name or alias. */
function operand(reading: Reading, start: number, end: number, comparison: Comparison): Placeholder {
	const { sql, tokens } = reading;
	let expression = "";
	let reference: TableReference | undefined;
	let column: string | undefined;
	for (let at = start; at < end; at++) {
		const token = tokens[at];
		if (token === undefined || token.kind === "placeholder" || isWord(token, "select")) return { kind: "unknown" };
		const isCall = isWord(tokens[at + 1], "(") && token.kind === "word";
		if ((token.kind !== "name" && token.kind !== "word") || isCall) {
			expression += `${token.kind === "word" && expression !== "" ? " " : ""}${sql.slice(token.start, token.end)}`;
			continue;
		}
		let last = at;
		while (isWord(tokens[last + 1], ".") && last + 2 < end) last += 2;
		const found = columnAt(reading, at, last);
		if (found === undefined) {
			if (token.kind === "name" || end - start === 1) return { kind: "unknown" };
			expression += ` ${token.text}`;
			continue;
		}
		if (reference !== undefined && reference.alias !== found.reference.alias) return { kind: "unknown" };
		reference = found.reference;
		if (at === start && last === end - 1) column = found.column;
		expression += quoted(found.column);
		at = last;
	}
	if (reference === undefined) return { kind: "unknown" };
	return { kind: "compared", comparison, reference, expression, ...(column === undefined ? {} : { column }) };
}

function columnAt({ tokens, scopes, columnsOf }: Reading, start: number, last: number) {
	const name = tokens[last]?.text ?? "";
	const owns = (reference: TableReference) => columnNamed(columnsOf(reference.table), name);
	if (last > start) {
		const reference = referenceNamed(tokens[last - 2]?.text ?? "", scopes[start]);
		const column = reference && owns(reference);
		return reference === undefined || column === undefined ? undefined : { reference, column };
	}
	for (let scope = scopes[start]; scope !== undefined; scope = scope.outer) {
		for (const reference of scope.references) {
			const column = owns(reference);
			if (column !== undefined) return { reference, column };
		}
	}
	return undefined;
}

/** Names of columns are the same in any case. */
function columnNamed(columns: readonly string[] | undefined, name: string): string | undefined {
	return columns?.find((column) => column.toLowerCase() === name.toLowerCase());
}
