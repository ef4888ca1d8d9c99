import { placeholdersOf } from "../../mysql/sql/placeholders.ts";
import { referenceNamed, scopesOf } from "../../mysql/sql/table-references.ts";
import { isWord, type Token, tokensOf } from "../../mysql/sql/tokens.ts";
import type { BundleQuery } from "../../seed/bundle/workload.ts";

/** A table's name and columns: all that is needed to tell whose column a name is. */
export interface NamedTable {
	readonly name: string;
	readonly definition: { readonly columns: readonly { readonly name: string }[] };
}

/** A digest's "(...)" is a list of values. */
export function readable(text: string): string {
	return text.replace(/\(\s*\.\.\.\s*\)/g, "( ? )");
}

export function columnsOf(tables: readonly NamedTable[]): (table: string) => readonly string[] | undefined {
	const known = new Map(
		tables.map(({ name, definition }) => [name.toLowerCase(), definition.columns.map((column) => column.name)]),
	);
	return (table) => known.get(table.toLowerCase());
}

/** What one query asks of one table. */
export interface TableNeed {
	readonly table: string;
	/** Compared with one value, or one of a list. */
	readonly equal: readonly string[];
	/** Compared in any other way. */
	readonly other: readonly string[];
	readonly order: readonly { readonly column: string; readonly descending: boolean }[];
	/** Rows that it is sent on average, where it has a LIMIT. */
	readonly limit?: number;
	/** Its part in the time of all queries, to tell what to look at first. */
	readonly seconds: number;
}

/** What the captured queries ask, costliest first: the probes are chosen by it. */
export function needsOf(queries: readonly BundleQuery[], tables: readonly NamedTable[]): readonly TableNeed[] {
	return queries
		.flatMap((query) => needsOfQuery(query, tables))
		.filter(({ equal, other, order }) => equal.length + other.length + order.length > 0)
		.toSorted((a, b) => b.seconds - a.seconds);
}

export function needsOfQuery(
	query: Pick<BundleQuery, "text" | "rowsSent" | "seconds">,
	tables: readonly NamedTable[],
): readonly TableNeed[] {
	const text = readable(query.text);
	const known = columnsOf(tables);
	const met = placeholdersOf(text, known);
	const byAlias = new Map<string, { table: string; equal: string[]; other: string[] }>();
	const of = (alias: string, table: string) => {
		const found = byAlias.get(alias) ?? { table, equal: [], other: [] };
		byAlias.set(alias, found);
		return found;
	};
	for (const one of met) {
		if (one.kind !== "compared" || one.column === undefined) continue;
		const { equal, other } = of(one.reference.alias, one.reference.table);
		(one.comparison === "equal" || one.comparison === "in" ? equal : other).push(one.column);
	}
	const order = orderOf(text, known);
	if (order !== undefined) of(order.alias, order.table);
	const hasLimit = met.some(({ kind }) => kind === "limit");
	return [...byAlias].flatMap(([alias, { table, equal, other }]) => {
		const name = tables.find((candidate) => candidate.name.toLowerCase() === table.toLowerCase())?.name;
		if (name === undefined) return [];
		return [
			{
				table: name,
				equal: [...new Set(equal)],
				other: [...new Set(other)],
				order: order?.alias === alias ? order.columns : [],
				...(hasLimit ? { limit: Math.min(1000, Math.max(1, Math.round(query.rowsSent ?? 10))) } : {}),
				seconds: query.seconds?.total ?? 0,
			},
		];
	});
}

/** The columns that the last ORDER BY names, as far as they are plain and of one table. */
function orderOf(text: string, known: (table: string) => readonly string[] | undefined) {
	const tokens = tokensOf(text);
	const scopes = scopesOf(tokens);
	const start = tokens.findLastIndex((token, at) => isWord(token, "order") && isWord(tokens[at + 1], "by"));
	if (start < 0) return undefined;
	let alias: string | undefined;
	let table = "";
	const columns: { column: string; descending: boolean }[] = [];
	for (let at = start + 2; at < tokens.length; at++) {
		const first = tokens[at];
		if (!isName(first)) break;
		const isQualified = isWord(tokens[at + 1], ".") && isName(tokens[at + 2]);
		const name = (isQualified ? tokens[at + 2]?.text : first.text) ?? "";
		const scope = scopes[start];
		const reference = isQualified
			? referenceNamed(first.text, scope)
			: scope?.references.find((candidate) => has(known(candidate.table), name) !== undefined);
		const column = reference === undefined ? undefined : has(known(reference.table), name);
		if (reference === undefined || column === undefined || (alias !== undefined && alias !== reference.alias)) break;
		alias = reference.alias;
		table = reference.table;
		at += isQualified ? 3 : 1;
		const descending = isWord(tokens[at], "desc");
		columns.push({ column, descending });
		if (isWord(tokens[at], "asc", "desc")) at += 1;
		if (!isWord(tokens[at], ",")) break;
	}
	return alias === undefined ? undefined : { alias, table, columns };
}

function isName(token: Token | undefined): token is Token {
	return token?.kind === "name" || token?.kind === "word";
}

function has(columns: readonly string[] | undefined, name: string): string | undefined {
	return columns?.find((column) => column.toLowerCase() === name.toLowerCase());
}
