/** What is read and written of drizzle-kit's snapshots: 0.x has tables with indexes, 1.0 a list of everything. */
interface Snapshot {
	readonly tables?: Record<string, { indexes?: Record<string, unknown>; uniqueConstraints?: Record<string, unknown> }>;
	readonly ddl?: { entityType: string; table?: string; name?: string }[];
}

/** An index that a snapshot shall have, or shall not. */
export interface SnapshotChange {
	readonly kind: "added" | "dropped";
	readonly table: string;
	readonly index: string;
}

/**
 * A snapshot with changes of indexes taken over from another one that has them.
 * drizzle-kit's custom migrations repeat the snapshot before, so that the next generate would make the same index again.
 * @param from the snapshot that drizzle-kit makes of the schema as it is now.
 */
export function withIndexChanges(text: string, from: string, changes: readonly SnapshotChange[]): string {
	const snapshot = JSON.parse(text) as Snapshot;
	const wanted = JSON.parse(from) as Snapshot;
	for (const change of changes) {
		if (snapshot.ddl !== undefined) changeList(snapshot.ddl, wanted.ddl ?? [], change);
		else changeTables(snapshot, wanted, change);
	}
	return JSON.stringify(snapshot, null, 2);
}

function changeTables(snapshot: Snapshot, wanted: Snapshot, { kind, table, index }: SnapshotChange): void {
	for (const list of ["indexes", "uniqueConstraints"] as const) {
		const held = snapshot.tables?.[table]?.[list];
		if (held === undefined) continue;
		const entry = wanted.tables?.[table]?.[list]?.[index];
		if (kind === "dropped") delete held[index];
		else if (entry !== undefined) held[index] = entry;
	}
}

function changeList(
	ddl: NonNullable<Snapshot["ddl"]>,
	wanted: NonNullable<Snapshot["ddl"]>,
	change: SnapshotChange,
): void {
	const isIt = (entry: { entityType: string; table?: string; name?: string }) =>
		entry.entityType === "indexes" && entry.table === change.table && entry.name === change.index;
	const at = ddl.findIndex(isIt);
	const entry = wanted.find(isIt);
	if (change.kind === "dropped" && at >= 0) ddl.splice(at, 1);
	else if (change.kind === "added" && entry !== undefined && at < 0) ddl.push(entry);
}
