import { partsOf } from "../../mysql/index-spec.ts";
import { isWord, type Token, tokensOf } from "../../mysql/sql/tokens.ts";
import type { Key, Suite, WriteScenario } from "../../scenarios/suite.ts";
import type { Candidate } from "../../schema/candidates/candidate.ts";
import type { Bundle } from "../../seed/bundle/format.ts";

/**
 * Microseconds that a row more costs an index, where the row is one of an application's and not of a bulk load: the middle
 * of what twin tables showed for six indexes of perf-001 (4 to 23). A constant, so that every machine chooses the same;
 * what the chosen ones cost here is measured with the set.
 */
const ENTRY_US = 10;

/** Rows written a day, by table. */
export interface WriteLoad {
	/** Rows that are added or taken away. */
	readonly rows: ReadonlyMap<string, number>;
	/** Rows in which a column gets another value, by "table.column". */
	readonly updates: ReadonlyMap<string, number>;
	/** Whether anything is known of writes at all. */
	readonly isKnown: boolean;
}

interface Write {
	readonly text: string;
	readonly executions: number;
}

/** What a suite's writes, or production's own statements, write a day. */
export async function writeLoadOf(
	suite: Suite,
	production: Bundle | undefined,
	keysOf: (write: WriteScenario) => Promise<readonly Key[]>,
): Promise<WriteLoad> {
	const days = Math.max(production?.observedSeconds ?? 86_400, 1) / 86_400;
	const captured = (production?.queries ?? []).map(({ text, executions }) => ({ text, executions: executions / days }));
	const stated: Write[] = [];
	for (const write of counted(suite.writes ?? [])) {
		const keys = await keysOf(write);
		if (keys.length === 0) continue;
		let asked = 0;
		const unit = write.unit(() => keys[asked++ % keys.length] ?? [], 0);
		for (const query of unit.queries) stated.push({ text: query.toSQL().sql, executions: write.weight });
	}
	const rows = new Map<string, number>();
	const updates = new Map<string, number>();
	const add = (counts: Map<string, number>, key: string, count: number) =>
		counts.set(key, (counts.get(key) ?? 0) + count);
	const all = [...stated, ...captured];
	for (const { text, executions } of all) {
		const found = writtenBy(text);
		if (found === undefined) continue;
		if (found.columns === undefined) add(rows, found.table, executions * found.rows);
		for (const column of found.columns ?? []) add(updates, `${found.table}.${column}`, executions);
	}
	return { rows, updates, isKnown: rows.size + updates.size > 0 };
}

/** A unit consists of the plain inserts that are stated by themselves: those tables are counted once. */
function counted(writes: readonly WriteScenario[]): readonly WriteScenario[] {
	const inserts = writes.filter(({ kind }) => kind === "insert");
	return inserts.length > 0 ? inserts : writes;
}

/** Entries a day that an index has to write, and milliseconds for them. */
export function writeCostOf({ index, change }: Candidate, load: WriteLoad): { ms: number; entries: number | null } {
	if (!load.isKnown) return { ms: 0, entries: null };
	const table = index.table.toLowerCase();
	const updated = partsOf(index).map((part) =>
		"column" in part ? (load.updates.get(`${table}.${part.column.toLowerCase()}`) ?? 0) : 0,
	);
	// An entry whose value changes is taken out and put in elsewhere.
	const entries = (load.rows.get(table) ?? 0) + 2 * Math.max(0, ...updated);
	return { ms: ((change === "add" ? 1 : -1) * entries * ENTRY_US) / 1000, entries };
}

interface Written {
	readonly table: string;
	readonly rows: number;
	/** Of an UPDATE, what it sets. */
	readonly columns?: readonly string[];
}

/** What a statement writes; undefined for a read. Names in small letters. */
export function writtenBy(sql: string): Written | undefined {
	const tokens = tokensOf(sql);
	const [first] = tokens;
	if (isWord(first, "insert", "replace")) {
		const into = tokens.findIndex((token) => isWord(token, "into"));
		const table = nameAt(tokens, into < 0 ? 1 : into + 1);
		const values = tokens.findIndex((token) => isWord(token, "values", "value"));
		return table === undefined
			? undefined
			: { table, rows: values < 0 ? 1 : Math.max(1, rowsAfter(tokens, values + 1)) };
	}
	if (isWord(first, "delete")) {
		const table = nameAt(tokens, tokens.findIndex((token) => isWord(token, "from")) + 1);
		return table === undefined ? undefined : { table, rows: 1 };
	}
	if (!isWord(first, "update")) return undefined;
	const table = nameAt(tokens, 1);
	const set = tokens.findIndex((token) => isWord(token, "set"));
	if (table === undefined || set < 0) return undefined;
	const where = tokens.findIndex((token) => isWord(token, "where"));
	const assigned = tokens.slice(set, where < 0 ? tokens.length : where);
	const columns = assigned.flatMap((token, at) => (isWord(assigned[at + 1], "=") ? [token.text.toLowerCase()] : []));
	return { table, rows: 1, columns };
}

/** The last part of a name that may have its database before it. */
function nameAt(tokens: readonly Token[], start: number): string | undefined {
	let at = start;
	while (isWord(tokens[at + 1], ".")) at += 2;
	return tokens[at]?.text.toLowerCase();
}

/** Rows of a VALUES list; one that a digest shortened counts as one. */
function rowsAfter(tokens: readonly Token[], start: number): number {
	let depth = 0;
	let rows = 0;
	for (const token of tokens.slice(start)) {
		if (isWord(token, "(")) {
			if (depth === 0) rows += 1;
			depth += 1;
		} else if (isWord(token, ")")) depth -= 1;
		else if (depth === 0 && !isWord(token, ",")) break;
	}
	return rows;
}
