/** Rows of one table, `to` excluded. */
export interface RowRange {
	readonly table: string;
	readonly from: number;
	readonly to: number;
}

/** A table to load: how many rows, and what one weighs. */
export interface TableWork {
	readonly name: string;
	readonly rows: number;
	readonly rowBytes: number;
}

/** A part smaller than this is not worth a statement of its own. */
const LEAST_BYTES = 8 * 1024 * 1024;
/** A statement is one transaction, which is undone as a whole when the load is interrupted. */
const MOST_BYTES = 256 * 1024 * 1024;

/**
 * Ranges in the order in which sessions take them: the heaviest tables first, each in parts small enough that no session
 * is left with a long one at the end.
 * @param sessions that load at the same time.
 */
export function planLoad(tables: readonly TableWork[], sessions: number): readonly RowRange[] {
	const total = tables.reduce((sum, table) => sum + bytesOf(table), 0);
	const part = Math.min(MOST_BYTES, Math.max(LEAST_BYTES, total / (sessions * 8)));
	return [...tables]
		.sort((a, b) => bytesOf(b) - bytesOf(a))
		.flatMap((table) => split(table, sessions === 1 ? 1 : Math.ceil(bytesOf(table) / part)));
}

/**
 * Takes the next part off the queue: the first of a table that no session is loading, so that none waits for another at
 * the end of the same index; the very first when every table left is being loaded.
 */
export function takeNext<T extends Pick<RowRange, "table">>(queue: T[], loading: Iterable<string>): T | undefined {
	const busy = new Set(loading);
	const free = queue.findIndex(({ table }) => !busy.has(table));
	return queue.splice(Math.max(0, free), 1)[0];
}

function bytesOf({ rows, rowBytes }: TableWork): number {
	return rows * rowBytes;
}

function split({ name, rows }: TableWork, parts: number): readonly RowRange[] {
	const edge = (part: number) => Math.round((rows * part) / parts);
	return Array.from({ length: parts }, (_, part) => ({ table: name, from: edge(part), to: edge(part + 1) })).filter(
		({ from, to }) => to > from,
	);
}
