/** An index under test: absent from the seeded schema, built by the harness. */
export interface IndexSpec {
	readonly name: string;
	readonly table: string;
	readonly columns: readonly string[];
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

/** Whether a list of names means this index: by its name, or by "table.name" where two tables have one of that name. */
export function isNamedIn(names: readonly string[], { table, name }: IndexName): boolean {
	return names.includes(name) || names.includes(`${table}.${name}`);
}
