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
