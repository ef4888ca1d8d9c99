import type { Connection } from "mysql2/promise";
import { isQueryError } from "../../mysql/errors.ts";
import type { IndexPart } from "../../mysql/index-parts.ts";
import { specOf } from "../../mysql/index-spec.ts";
import { type ClauseColumn, clauseColumnsOf } from "../../mysql/sql/clause-columns.ts";
import { columnUseOf } from "../../mysql/sql/explained-columns.ts";
import { scopesOf } from "../../mysql/sql/table-references.ts";
import { tokensOf } from "../../mysql/sql/tokens.ts";
import type { Statement } from "../../mysql/statement.ts";
import { statementsFor } from "../../scenarios/statements.ts";
import type { Candidate, QueryShape } from "../../schema/candidates/candidate.ts";
import { indexToTry } from "../../schema/index-spec.ts";
import type { TableModel } from "../../schema/model.ts";
import type { Subject } from "../measure/survey.ts";

/**
 * What one statement asks of one table: a partial order. The equalities come first in any order, then what sorts or one
 * bound, then what else is read.
 */
export interface TableUse {
	readonly table: string;
	readonly scenario: string;
	/** Executions a day. */
	readonly weight: number;
	readonly equal: readonly string[];
	readonly range: readonly string[];
	readonly sorted: readonly { readonly column: string; readonly descending: boolean }[];
	readonly grouped: readonly string[];
	readonly filtered: readonly string[];
	readonly used: readonly string[];
}

/** How every statement of the subjects uses each table, by EXPLAIN and by its text. */
export async function tableUsesOf(
	connection: Connection,
	subjects: readonly Subject[],
	tables: readonly TableModel[],
): Promise<readonly TableUse[]> {
	const uses: TableUse[] = [];
	for (const subject of subjects) {
		for (const statement of statementsFor(subject.stratum, subject.keys[0] ?? [])) {
			uses.push(...(await usesOfStatement(connection, statement, subject, tables)));
		}
	}
	return uses;
}

async function usesOfStatement(
	connection: Connection,
	statement: Statement,
	{ scenario, stratum }: Subject,
	tables: readonly TableModel[],
): Promise<readonly TableUse[]> {
	const byName = new Map(tables.map((table) => [table.name.toLowerCase(), table]));
	const clauses = clauseColumnsOf(statement.sql, (name) =>
		byName.get(name.toLowerCase())?.columns.map((column) => column.name),
	);
	const references = new Set(scopesOf(tokensOf(statement.sql)).flatMap((scope) => scope.references));
	const explained = await columnUseOf(connection, statement).catch((error: unknown) => {
		// What the server does not explain, it does not run either; measuring says so.
		if (!isQueryError(error)) throw error;
		return [];
	});
	return explained.flatMap((use): readonly TableUse[] => {
		const reference = [...references].find(({ alias }) => alias.toLowerCase() === use.table.toLowerCase());
		const table = byName.get((reference?.table ?? "").toLowerCase());
		if (reference === undefined || table === undefined) return [];
		const own = (columns: readonly ClauseColumn[]) =>
			columns.filter((one) => one.reference.alias.toLowerCase() === reference.alias.toLowerCase());
		const joined = own(clauses.joined).map(({ column }) => column);
		return [
			{
				table: table.name,
				scenario: scenario.id,
				weight: scenario.weight * stratum.share,
				equal: unique([...use.equal, ...joined]),
				range: use.range,
				sorted: clauses.orders.map(own).find((list) => list.length > 0) ?? [],
				grouped: (clauses.groups.map(own).find((list) => list.length > 0) ?? []).map(({ column }) => column),
				filtered: use.filtered,
				used: use.used,
			},
		];
	});
}

/** More columns in an equality are tried in one order alone, that of the workload. */
const MOST_PERMUTED = 2;

/**
 * Candidates for all uses. The columns of a set are put in the order of how much of the workload compares them, so that
 * what several queries ask begins alike, and one index serves them.
 */
export function candidatesOfUses(uses: readonly TableUse[], tables: readonly TableModel[]): readonly Candidate[] {
	const popularity = popularityOf(uses);
	return uses.flatMap((use) => {
		const primary = tables.find(({ name }) => name === use.table)?.primaryKey?.columns ?? [];
		const ranked = (columns: readonly string[]) =>
			unique(columns).toSorted(
				(a, b) =>
					(popularity.get(`${use.table}\0${b}`) ?? 0) - (popularity.get(`${use.table}\0${a}`) ?? 0) || (a < b ? -1 : 1),
			);
		return shapesOf(use, ranked, primary).map(
			({ parts, shape }): Candidate => ({
				change: "add",
				index: indexToTry(specOf({ name: "", table: use.table }, parts)),
				origins: [{ from: "query", scenario: use.scenario, shape }],
			}),
		);
	});
}

/** How often a day each column is compared for equality. */
function popularityOf(uses: readonly TableUse[]): ReadonlyMap<string, number> {
	const found = new Map<string, number>();
	for (const { table, equal, weight } of uses) {
		for (const column of equal) {
			const key = `${table}\0${column}`;
			found.set(key, (found.get(key) ?? 0) + weight);
		}
	}
	return found;
}

interface Shape {
	readonly parts: readonly IndexPart[];
	readonly shape: QueryShape;
}

function shapesOf(
	use: TableUse,
	ranked: (columns: readonly string[]) => readonly string[],
	primary: readonly string[],
): readonly Shape[] {
	const equal = ranked(use.equal);
	const range = ranked(use.range.filter((column) => !equal.includes(column)));
	const sorted = sortedParts(use, equal);
	const grouped = bare(use.grouped.filter((column) => !equal.includes(column)));
	const shapes: Shape[] = ranked([...equal, ...range, ...use.filtered]).map((column) => ({
		parts: bare([column]),
		shape: "column",
	}));
	const add = (parts: readonly IndexPart[], shape: QueryShape) => shapes.push({ parts, shape });
	add(bare(equal), "equality");
	if (equal.length === MOST_PERMUTED) add(bare(equal.toReversed()), "equality");
	for (const column of range) {
		add(bare([...equal, column]), "range");
		for (const first of equal) add(bare([first, column]), "range");
	}
	// A condition that finds nothing by itself still spares rows that would be fetched to be dropped.
	for (const column of ranked(use.filtered)) if (!equal.includes(column)) add(bare([...equal, column]), "range");
	if (grouped.length > 0) add([...bare(equal), ...grouped], "order");
	if (sorted.length > 0) {
		add([...bare(equal), ...sorted], "order");
		add(sorted, "order");
		// Behind fewer equalities the order serves more queries.
		for (const column of equal) add([...bare([column]), ...sorted], "order");
	}
	const ways = [sorted, grouped, bare(range.slice(0, 1)), []].filter((way, at) => at === 3 || way.length > 0);
	for (const way of ways) {
		const held = [...bare(equal), ...way];
		const rest = (columns: readonly string[]) =>
			bare(ranked(columns).filter((column) => !primary.includes(column) && !names(held).includes(column)));
		// Rows need not be fetched to be dropped, or not at all.
		const filters = rest(use.filtered);
		add([...held, ...filters], "covering");
		add([...held, ...filters, ...rest(use.used.filter((column) => !use.filtered.includes(column)))], "covering");
	}
	return shapes.filter(({ parts }) => parts.length > 0);
}

function bare(columns: readonly string[]): IndexPart[] {
	return columns.map((column) => ({ column }));
}

/** What sorts, behind the equalities. Where all of it is descending, an index is read backwards as well. */
function sortedParts({ sorted }: TableUse, equal: readonly string[]): readonly IndexPart[] {
	const open = sorted.filter(({ column }) => !equal.includes(column));
	const isMixed = new Set(open.map(({ descending }) => descending)).size > 1;
	return open.map(({ column, descending }) => (isMixed && descending ? { column, descending } : { column }));
}

function names(parts: readonly IndexPart[]): readonly string[] {
	return parts.flatMap((part) => ("column" in part ? [part.column] : []));
}

function unique(texts: readonly string[]): readonly string[] {
	return [...new Set(texts)];
}
