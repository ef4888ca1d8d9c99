import { type Placeholder, placeholdersOf } from "../../mysql/sql/placeholders.ts";
import { isWord, type Token, tokensOf } from "../../mysql/sql/tokens.ts";
import { columnsOf, readable } from "../../scenarios/workload/table-needs.ts";
import type { BundleQuery, QueryParameter } from "../../seed/bundle/workload.ts";
import type { SourceTable } from "./definitions.ts";
import { MERGED_BELOW, part, rounded } from "./distribution.ts";
import { NotKnown, type Row, type Source } from "./source.ts";

export interface Workload {
	readonly queries: readonly BundleQuery[];
	readonly observedSeconds?: number;
	readonly observedShare?: number;
	/** Statements that were called too rarely to be told. */
	readonly rare: number;
	/** Statements that could not be told without what may be a value: those with variables, for one. */
	readonly withheld: number;
}

const MOST = 500;
const PICOSECONDS = 1e12;

/** The application's statements as the server counts them, the costliest first. @throws NotKnown */
export async function readWorkload(
	source: Source,
	database: string,
	tables: readonly SourceTable[],
): Promise<Workload> {
	const [state] = await source.ask("SELECT @@performance_schema AS isOn");
	if (Number(state?.isOn) !== 1) throw new NotKnown("unsupported");
	const select = (more: string) =>
		`SELECT DIGEST AS digest, DIGEST_TEXT AS text, COUNT_STAR AS calls, SUM_TIMER_WAIT AS time,
		SUM_ROWS_EXAMINED AS examined, SUM_ROWS_SENT AS sent, SUM_ROWS_AFFECTED AS affected, SUM_SORT_ROWS AS sorted,
		SUM_CREATED_TMP_TABLES AS tmp, SUM_NO_INDEX_USED AS noIndex, ${more}
		TIMESTAMPDIFF(SECOND, FIRST_SEEN, LAST_SEEN) AS seen
		FROM performance_schema.events_statements_summary_by_digest
		WHERE SCHEMA_NAME = ? AND DIGEST_TEXT IS NOT NULL ORDER BY SUM_TIMER_WAIT DESC`;
	const rows = await withQuantiles(source, select, database);
	const own = rows.filter(({ text }) => /^\s*\(*\s*(select|with|insert|replace|update|delete)\b/i.test(String(text)));
	const told = own.filter(({ calls }) => Number(calls) >= MERGED_BELOW).slice(0, MOST);
	const time = (of: readonly Row[]) => of.reduce((sum, row) => sum + Number(row.time), 0);
	const names = namesOf(database, tables);
	const queries = told.flatMap((row) => queryOf(row, names, tables) ?? []);
	return {
		queries,
		rare: own.length - told.length,
		withheld: told.length - queries.length,
		...(own.length === 0
			? {}
			: {
					observedSeconds: Math.max(0, ...own.map(({ seen }) => Number(seen))),
					observedShare: part(time(told), time(own)),
				}),
	};
}

/** 5.7 keeps no quantiles. */
async function withQuantiles(source: Source, select: (more: string) => string, database: string) {
	try {
		return await source.ask(select("QUANTILE_95 AS p95, QUANTILE_99 AS p99,"), [database]);
	} catch (error) {
		if (!(error instanceof NotKnown) || error.reason !== "unsupported") throw error;
		return await source.ask(select(""), [database]);
	}
}

/** Names of the database, in lower case. */
export function namesOf(
	database: string,
	tables: readonly Pick<SourceTable, "name" | "definition">[],
): ReadonlySet<string> {
	return new Set(
		[
			database,
			...tables.flatMap(({ name, definition }) => [
				name,
				...definition.columns.map((column) => column.name),
				...definition.indexes.map((index) => index.name),
			]),
		].map((name) => name.toLowerCase()),
	);
}

function queryOf(row: Row, names: ReadonlySet<string>, tables: readonly SourceTable[]): BundleQuery | undefined {
	const given = String(row.text);
	const text = withoutForeignNames(given, names);
	if (holdsLiteral(text)) return undefined;
	const calls = Number(row.calls);
	const each = (sum: unknown) => rounded(Number(sum) / calls);
	const isCut = /\.\.\.\s*$/.test(given);
	const parameters = isCut ? [] : parametersOf(text, tables);
	const seconds = (time: unknown) => rounded(Number(time) / PICOSECONDS);
	return {
		text,
		...(/^[0-9a-f]{32,64}$/.test(String(row.digest)) ? { digest: String(row.digest) } : {}),
		from: "digests",
		executions: calls,
		seconds: {
			total: seconds(row.time),
			...(row.p95 === undefined ? {} : { p95: seconds(row.p95), p99: seconds(row.p99) }),
		},
		rowsExamined: each(row.examined),
		rowsSent: each(row.sent),
		rowsAffected: each(row.affected),
		sortRows: each(row.sorted),
		temporaryTables: each(row.tmp),
		noIndex: part(Number(row.noIndex), calls),
		...(parameters.length === 0 ? {} : { parameters }),
		...(isCut ? { unbound: "cut-off" as const } : {}),
	};
}

/** Comments go, and names that are none of the database (aliases, for one) become a1, a2, ... */
export function withoutForeignNames(text: string, names: ReadonlySet<string>): string {
	const tokens = tokensOf(text);
	const given = new Map<string, string>();
	let made = "";
	let last = 0;
	for (const [at, token] of tokens.entries()) {
		const gap = text.slice(last, token.start);
		made += /^\s*$/.test(gap) ? gap : " ";
		last = token.end;
		const lower = token.text.toLowerCase();
		if (token.kind !== "name" || names.has(lower) || isCall(tokens, at)) {
			made += text.slice(token.start, token.end);
			continue;
		}
		const alias = given.get(lower) ?? `a${given.size + 1}`;
		given.set(lower, alias);
		made += `\`${alias}\``;
	}
	return made;
}

/** Functions of the server are names to its digests: upper-case or not, they stand before a parenthesis. */
function isCall(tokens: readonly Token[], at: number): boolean {
	return isWord(tokens[at + 1], "(") && !isWord(tokens[at - 1], "with", "recursive", ",", "as", "into", "from", "join");
}

/** Whether anything in a statement is a literal, or a comment that may hold one. */
export function holdsLiteral(text: string): boolean {
	const tokens = tokensOf(text);
	let last = 0;
	for (const { kind, start, end, text: piece } of tokens) {
		if (kind === "text" || kind === "number" || /^@/.test(piece)) return true;
		if (text.slice(last, start).trim() !== "") return true;
		last = end;
	}
	return text.slice(last).trim() !== "";
}

const USES = {
	equal: "equal",
	in: "in",
	less: "to",
	greater: "from",
	"between-low": "from",
	"between-high": "to",
	like: "like",
	unequal: "other",
} as const;

export function parametersOf(
	text: string,
	tables: readonly Pick<SourceTable, "name" | "definition">[],
): QueryParameter[] {
	const writes = /^\s*(insert|replace)\b/i.test(text);
	return placeholdersOf(readable(text), columnsOf(tables)).map((met: Placeholder, at): QueryParameter => {
		if (met.kind === "limit" || met.kind === "offset") return { at, use: met.kind };
		if (met.kind === "unknown") return { at, use: writes ? "written" : "other" };
		const { reference, column } = met;
		const table = tables.find(({ name }) => name.toLowerCase() === reference.table.toLowerCase())?.name;
		return {
			at,
			use: USES[met.comparison],
			...(column === undefined || table === undefined ? {} : { column: { table, column } }),
		};
	});
}
