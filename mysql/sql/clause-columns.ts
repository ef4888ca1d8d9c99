import { referenceNamed, type Scope, scopesOf, type TableReference } from "./table-references.ts";
import { isWord, type Token, tokensOf } from "./tokens.ts";

/** A column as a clause names it. */
export interface ClauseColumn {
	readonly reference: TableReference;
	readonly column: string;
	readonly descending: boolean;
}

/** What a statement's text says of order, groups and joins: EXPLAIN tells little of these while there is no index. */
export interface ClauseColumns {
	/** Of each ORDER BY the columns that it begins with; it ends before the first that is no plain column of one table. */
	readonly orders: readonly (readonly ClauseColumn[])[];
	readonly groups: readonly (readonly ClauseColumn[])[];
	/** Both sides of each column = column of different tables. */
	readonly joined: readonly ClauseColumn[];
	readonly isLimited: boolean;
}

type ColumnsOf = (table: string) => readonly string[] | undefined;

/** Reads the clauses of one statement. @param columnsOf tells whose column an unqualified name is. */
export function clauseColumnsOf(sql: string, columnsOf: ColumnsOf): ClauseColumns {
	const tokens = tokensOf(sql);
	const scopes = scopesOf(tokens);
	const read = (at: number) => columnAt(tokens, scopes, at, columnsOf);
	const orders: ClauseColumn[][] = [];
	const groups: ClauseColumn[][] = [];
	const joined: ClauseColumn[] = [];
	for (const [at, token] of tokens.entries()) {
		if (isWord(token, "order", "group") && isWord(tokens[at + 1], "by")) {
			const list = listAt(tokens, at + 2, read);
			if (list.length > 0) (isWord(token, "order") ? orders : groups).push(list);
		}
		if (token.kind !== "sign" || token.text !== "=") continue;
		const right = read(at + 1);
		const left = read(startBefore(tokens, at));
		if (left === undefined || right === undefined || left.found.reference === right.found.reference) continue;
		if (left.next !== at) continue;
		joined.push(left.found, right.found);
	}
	return { orders, groups, joined, isLimited: tokens.some((token) => isWord(token, "limit")) };
}

interface Read {
	readonly found: ClauseColumn;
	/** The token after it. */
	readonly next: number;
}

/** The items of a list until one is no plain column, or of another table than the first. */
function listAt(tokens: readonly Token[], start: number, read: (at: number) => Read | undefined): ClauseColumn[] {
	const list: ClauseColumn[] = [];
	for (let at = start; ; ) {
		const item = read(at);
		if (item === undefined) return list;
		const [first] = list;
		if (first !== undefined && first.reference.alias !== item.found.reference.alias) return list;
		let next = item.next;
		const descending = isWord(tokens[next], "desc");
		if (descending || isWord(tokens[next], "asc")) next += 1;
		const ends = isWord(tokens[next], ",", ")", "limit", "order", "having", "for", ";") || tokens[next] === undefined;
		if (!ends) return list;
		list.push({ ...item.found, descending });
		if (!isWord(tokens[next], ",")) return list;
		at = next + 1;
	}
}

/** Where a qualified name that ends just before a sign begins. */
function startBefore(tokens: readonly Token[], at: number): number {
	let start = at - 1;
	while (isWord(tokens[start - 1], ".") && start >= 2) start -= 2;
	return start;
}

function columnAt(
	tokens: readonly Token[],
	scopes: readonly Scope[],
	start: number,
	columnsOf: ColumnsOf,
): Read | undefined {
	const isName = (token: Token | undefined) => token?.kind === "name" || token?.kind === "word";
	if (!isName(tokens[start])) return undefined;
	let last = start;
	while (isWord(tokens[last + 1], ".") && isName(tokens[last + 2])) last += 2;
	if (isWord(tokens[last + 1], "(")) return undefined;
	const name = tokens[last]?.text ?? "";
	const owned = (reference: TableReference) =>
		columnsOf(reference.table)?.find((column) => column.toLowerCase() === name.toLowerCase());
	const found = (reference: TableReference | undefined): Read | undefined => {
		const column = reference === undefined ? undefined : owned(reference);
		if (reference === undefined || column === undefined) return undefined;
		return { found: { reference, column, descending: false }, next: last + 1 };
	};
	if (last > start) return found(referenceNamed(tokens[last - 2]?.text ?? "", scopes[start]));
	for (let scope = scopes[start]; scope !== undefined; scope = scope.outer) {
		for (const reference of scope.references) {
			const own = found(reference);
			if (own !== undefined) return own;
		}
	}
	return undefined;
}
