import { quoted } from "../../../mysql/sql/identifiers.ts";
import type { Bundle, TableStatistics } from "../../../seed/bundle/format.ts";
import type { QueryParameter } from "../../../seed/bundle/workload.ts";
import { part } from "../distribution.ts";
import { NotKnown, type Source } from "../source.ts";
import type { KeyClasses, RecordedStatement } from "./recorded-queries.ts";

/** Values of a parameter that are looked up: those given most, which are most of the calls. */
const MOST_VALUES = 40;
/** Without an index on the column, each look-up reads the table. */
const SMALL_TABLE_ROWS = 50_000;
const LONGEST_COUNT = 100_000;
const MOST_STATEMENTS = 200;

/** Classes by rank of a key among all keys of its column, and the rows that a key of it has at least. */
const CLASSES = [
	{ from: 0, to: 0.01, least: "p99" },
	{ from: 0.01, to: 0.5, least: "p50" },
	{ from: 0.5, to: 1, least: undefined },
] as const;

/**
 * Asks a database how many rows the keys have that a parameter was given, within bounds of rows and of the source's budget, and
 * tells no more of them than their class.
 * @returns a look-up; undefined where no class can be told.
 */
export async function classesOfKeys(
	statements: readonly RecordedStatement[],
	{ tables }: Pick<Bundle, "tables">,
	source: Source,
	database: string,
): Promise<(statement: RecordedStatement, at: number) => KeyClasses | undefined> {
	const found = new Map<RecordedStatement, ReadonlyMap<number, KeyClasses>>();
	const busiest = statements.toSorted((a, b) => b.executions - a.executions).slice(0, MOST_STATEMENTS);
	for (const statement of busiest) {
		const own = new Map<number, KeyClasses>();
		for (const [at, parameter] of statement.parameters.entries()) {
			try {
				const classes = await classesOf(statement, at, parameter, tables, source, database);
				if (classes !== undefined) own.set(at, classes);
			} catch (error) {
				if (!(error instanceof NotKnown)) throw error;
			}
		}
		found.set(statement, own);
	}
	return (statement, at) => found.get(statement)?.get(at);
}

async function classesOf(
	{ given }: RecordedStatement,
	at: number,
	{ use, column }: QueryParameter,
	tables: readonly TableStatistics[],
	source: Source,
	database: string,
): Promise<KeyClasses | undefined> {
	const table = tables.find(({ name }) => name === column?.table);
	if (table === undefined || column === undefined || (use !== "equal" && use !== "in")) return undefined;
	const key = table.keys.find(({ columns }) => columns.length === 1 && columns[0] === column.column);
	if (key === undefined || !isCheap(table, column.column)) return undefined;
	const values = [...(given[at]?.values ?? [])].toSorted(([, a], [, b]) => b - a).slice(0, MOST_VALUES);
	const least = Math.ceil(key.rowsPerKey.p99);
	if (values.length === 0 || least > LONGEST_COUNT) return undefined;
	const calls = CLASSES.map(() => 0);
	let absent = 0;
	for (const [literal, times] of values) {
		const value = valueOfLiteral(literal);
		if (value === undefined) continue;
		const [row] = await source.ask(
			`SELECT COUNT(*) AS n FROM (SELECT 1 FROM ${quoted(database)}.${quoted(table.name)} WHERE ${quoted(column.column)} = ? LIMIT ${least + 1}) counted`,
			[value],
			least + 1,
		);
		const rows = Number(row?.n);
		if (rows === 0) absent += times;
		else calls[classOf(rows, key.rowsPerKey)] = (calls[classOf(rows, key.rowsPerKey)] ?? 0) + times;
	}
	const all = absent + calls.reduce((sum, times) => sum + times, 0);
	if (all === 0) return undefined;
	return {
		classes: CLASSES.map(({ from, to }, i) => ({ from, to, calls: part(calls[i] ?? 0, all) })).filter(
			({ calls }) => calls > 0,
		),
		...(absent === 0 ? {} : { absent: part(absent, all) }),
	};
}

function classOf(rows: number, rowsPerKey: TableStatistics["keys"][number]["rowsPerKey"]): number {
	if (rows >= rowsPerKey.p99 && rowsPerKey.p99 > rowsPerKey.p50) return 0;
	return rows > rowsPerKey.p50 ? 1 : 2;
}

/** Whether a key's rows can be counted without reading a large table. */
function isCheap({ rows, definition }: TableStatistics, column: string): boolean {
	if (rows <= SMALL_TABLE_ROWS) return true;
	const leads = definition.indexes.map(({ parts: [first] }) => first && "column" in first && first.column);
	return [definition.primaryKey?.[0], ...leads].includes(column);
}

/** The value of a literal, to be bound and never to be written into a statement; undefined for one of another kind. */
function valueOfLiteral(literal: string): string | number | undefined {
	if (/^\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(literal)) return literal.length < 16 ? Number(literal) : literal;
	const quote = literal[0];
	if (quote !== "'" && quote !== '"') return undefined;
	return literal
		.slice(1, -1)
		.replaceAll(
			/\\([\s\S])|''|""/g,
			(pair, escaped: string | undefined) => ESCAPES[escaped ?? ""] ?? escaped ?? pair[0] ?? "",
		);
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", 0: "\0", b: "\b", Z: "\u001a" };
