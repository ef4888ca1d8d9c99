import type { Connection, RowDataPacket } from "mysql2/promise";
import type { Connect } from "../../../mysql/connect.ts";
import { type IndexSpec, partsOf } from "../../../mysql/index-spec.ts";
import { quoted } from "../../../mysql/sql/identifiers.ts";
import type { Statement } from "../../../mysql/statement.ts";
import type { Twin } from "./twin.ts";

/** Writes of one row each into a twin, for ever: rows like those that are there, so that they meet its keys as rows do. */
export interface SingleRowWrites {
	/** What takes turns: "insert", "update". */
	readonly kinds: readonly string[];
	next(): Statement;
}

interface Column {
	readonly name: string;
	/** The server makes its value. */
	readonly generated: boolean;
	readonly text: boolean;
	readonly whole: boolean;
	readonly longest: number;
}

type Row = Readonly<Record<string, unknown>>;

const SAMPLE_ROWS = 500;

/**
 * Inserts copies of existing rows under new unique values, in turn with updates that give a row of the twin the indexed
 * values of another: what an index under construction has to take up. A table whose unique keys hold neither text nor
 * whole numbers gets no inserts, an index that is part of a unique key no updates.
 */
export async function singleRowWrites(connect: Connect, { spec, rows }: Twin, seed: number): Promise<SingleRowWrites> {
	// A JSON value has to go back as the text it is.
	const connection = await connect({ jsonStrings: true });
	try {
		const columns = await readColumns(connection, spec.table);
		const indexed = indexedColumns(spec, columns);
		const present = await readUniqueKeys(connection, spec.table);
		// What the index under construction forbids is avoided as well.
		const keys = spec.kind === "unique" ? [...present, indexed] : present;
		const [sample] = await connection.query<RowDataPacket[]>("SELECT * FROM ?? WHERE RAND(?) < ? LIMIT ?", [
			spec.table,
			seed,
			(2 * SAMPLE_ROWS) / Math.max(rows, 1),
			SAMPLE_ROWS,
		]);
		if (sample.length === 0) return { kinds: [], next: () => ({ sql: "DO 0", params: [] }) };
		const insert = insertOf(spec.table, columns, keys, await largestValues(connection, spec.table, columns, keys));
		const update = updateOf(spec.table, indexed, keys);
		const kinds = [insert && { name: "insert", make: insert }, update && { name: "update", make: update }].filter(
			(kind) => kind !== undefined,
		);
		let sent = 0;
		return {
			kinds: kinds.map(({ name }) => name),
			next() {
				const turn = sent++;
				const row = sample[turn % sample.length] ?? {};
				const other = sample[(turn * 7 + 1) % sample.length] ?? {};
				return kinds[turn % kinds.length]?.make(row, other, turn + 1) ?? { sql: "DO 0", params: [] };
			},
		};
	} finally {
		await connection.end();
	}
}

/** The columns whose values the index holds, or makes its own of; the server alone writes generated ones. */
function indexedColumns(spec: IndexSpec, columns: readonly Column[]): readonly string[] {
	const parts = partsOf(spec);
	const holds = ({ name }: Column) =>
		parts.some((part) => ("column" in part ? part.column === name : part.expression.includes(quoted(name))));
	return columns.filter((column) => !column.generated && holds(column)).map(({ name }) => name);
}

type Maker = (row: Row, other: Row, number: number) => Statement;

function insertOf(
	table: string,
	columns: readonly Column[],
	keys: readonly (readonly string[])[],
	largest: ReadonlyMap<string, number>,
): Maker | undefined {
	const own = columns.filter((column) => !column.generated);
	const renewed = new Set<string>();
	for (const key of keys) {
		const parts = key.map((name) => columns.find((column) => column.name === name));
		if (parts.some((part) => part?.generated)) continue;
		const part = parts.find((column) => column?.text) ?? parts.find((column) => column?.whole);
		if (part === undefined) return undefined;
		renewed.add(part.name);
	}
	const fresh = (column: Column, row: Row, number: number): unknown => {
		if (!renewed.has(column.name)) return row[column.name];
		if (column.whole) return (largest.get(column.name) ?? 0) + number;
		return `twin ${number.toString(36)}`.slice(-column.longest);
	};
	const names = own.map(() => "??").join(", ");
	const values = own.map(() => "?").join(", ");
	return (row, _other, number) => ({
		sql: `INSERT INTO ?? (${names}) VALUES (${values})`,
		params: [table, ...own.map(({ name }) => name), ...own.map((column) => fresh(column, row, number))],
	});
}

function updateOf(table: string, indexed: readonly string[], keys: readonly (readonly string[])[]): Maker | undefined {
	// By the primary key, which comes first.
	const [primary] = keys;
	if (primary === undefined || indexed.length === 0 || indexed.some((name) => keys.some((key) => key.includes(name))))
		return undefined;
	const set = indexed.map(() => "?? = ?").join(", ");
	const where = primary.map(() => "?? = ?").join(" AND ");
	return (row, other) => ({
		sql: `UPDATE ?? SET ${set} WHERE ${where}`,
		params: [table, ...indexed.flatMap((name) => [name, other[name]]), ...primary.flatMap((name) => [name, row[name]])],
	});
}

async function readColumns(connection: Connection, table: string): Promise<readonly Column[]> {
	const [rows] = await connection.query<RowDataPacket[]>(
		`SELECT COLUMN_NAME AS name, DATA_TYPE AS type, EXTRA AS extra, CHARACTER_MAXIMUM_LENGTH AS longest
		 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ? ORDER BY ORDINAL_POSITION`,
		[table],
	);
	return rows.map((row) => ({
		name: String(row.name),
		generated: /auto_increment|(virtual|stored) generated/i.test(String(row.extra)),
		text: /char|text/i.test(String(row.type)),
		whole: /int$/i.test(String(row.type)),
		longest: Number(row.longest ?? 0),
	}));
}

/** Columns of the primary and of every other unique key. */
async function readUniqueKeys(connection: Connection, table: string): Promise<readonly (readonly string[])[]> {
	const [rows] = await connection.query<RowDataPacket[]>(
		`SELECT INDEX_NAME AS name, COLUMN_NAME AS c FROM information_schema.STATISTICS
		 WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ? AND NON_UNIQUE = 0
		 ORDER BY INDEX_NAME <> 'PRIMARY', INDEX_NAME, SEQ_IN_INDEX`,
		[table],
	);
	const keys = Map.groupBy(rows, (row) => String(row.name));
	return [...keys.values()].map((key) => key.map((row) => String(row.c)));
}

async function largestValues(
	connection: Connection,
	table: string,
	columns: readonly Column[],
	keys: readonly (readonly string[])[],
): Promise<ReadonlyMap<string, number>> {
	const found = new Map<string, number>();
	for (const { name, whole, generated } of columns) {
		if (!whole || generated || !keys.some((key) => key.includes(name))) continue;
		const [rows] = await connection.query<RowDataPacket[]>("SELECT MAX(??) AS largest FROM ??", [name, table]);
		found.set(name, Number(rows[0]?.largest ?? 0));
	}
	return found;
}
