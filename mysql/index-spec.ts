import { type IndexKind, type IndexPart, partText } from "./index-parts.ts";

/** An index under test: absent from the seeded schema, built by the harness. */
export interface IndexSpec {
	readonly name: string;
	readonly table: string;
	/** Its parts as they are shown: names of columns, "name(20)", "name desc", "(lower(`name`))". */
	readonly columns: readonly string[];
	/** "plain", unless said. */
	readonly kind?: IndexKind;
	/** The same parts taken apart; without them, columns are bare names. */
	readonly parts?: readonly IndexPart[];
}

/** Indexes that are compared as one: what landed, what came later, all of those under test. */
export interface IndexSet {
	readonly id: string;
	readonly title: string;
	/** Those under test, or others that are built for the comparison alone; none is a set too. */
	readonly indexes: readonly IndexSpec[];
}

/** What an index is known by: two tables may have indexes of one name. */
export interface IndexName {
	readonly table: string;
	readonly name: string;
}

/** Whether both mean one index. */
export function isSameName(one: IndexName, other: IndexName): boolean {
	return one.table === other.table && one.name === other.name;
}

/** Whether a list of names means this index: by its name, or by "table.name" where two tables have one of that name. */
export function isNamedIn(names: readonly string[], { table, name }: IndexName): boolean {
	return names.includes(name) || names.includes(`${table}.${name}`);
}

/** The parts of an index, whether or not they are said apart. */
export function partsOf({ parts, columns }: Pick<IndexSpec, "columns" | "parts">): readonly IndexPart[] {
	return parts ?? columns.map((column) => ({ column }));
}

/** An index of such parts: `parts` and `kind` are left out where `columns` alone says it all. */
export function specOf(
	index: { readonly name: string; readonly table: string; readonly kind?: IndexKind },
	parts: readonly IndexPart[],
): IndexSpec {
	const { name, table, kind = "plain" } = index;
	const bare = parts.every((part) => "column" in part && part.length === undefined && !part.descending);
	return {
		name,
		table,
		columns: parts.map(partText),
		...(kind === "plain" ? {} : { kind }),
		...(bare ? {} : { parts }),
	};
}

/** Whether two indexes are the same but for their names. */
export function sameIndex(a: Omit<IndexSpec, "name">, b: Omit<IndexSpec, "name">): boolean {
	return a.table === b.table && (a.kind ?? "plain") === (b.kind ?? "plain") && textOf(a) === textOf(b);
}

/** Whether `other` begins with the parts of `spec`, so that it can find whatever `spec` can. */
export function covers(other: Omit<IndexSpec, "name">, spec: Omit<IndexSpec, "name">): boolean {
	// Full-text indexes find words; what begins alike is no help for these, nor they for anything else.
	if (other.kind === "fulltext" || spec.kind === "fulltext") return false;
	const theirs = partsOf(other).map(partText);
	return other.table === spec.table && partsOf(spec).every((part, position) => theirs[position] === partText(part));
}

function textOf(spec: Omit<IndexSpec, "name">): string {
	return partsOf(spec).map(partText).join("\0");
}
