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
const MOST_PERMUTED = 3;

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
	const shapes: Shape[] = [];
	const add = (parts: readonly IndexPart[], shape: QueryShape) => {
		const own = withoutPrimary(parts, primary);
		if (own !== undefined) shapes.push({ parts: own, shape });
	};
	for (const column of ranked([...equal, ...range, ...use.filtered])) add(bare([column]), "column");
	for (const order of ordersOf(equal)) {
		add(bare(order), "equality");
		for (const column of range) add(bare([...order, column]), "range");
		for (const way of [grouped, sorted]) if (way.length > 0) add([...bare(order), ...way], "order");
	}
	add(sorted, "order");
	// Behind fewer equalities an order or a bound serves more queries.
	for (const first of equal) {
		for (const column of range) add(bare([first, column]), "range");
		if (sorted.length > 0) add([...bare([first]), ...sorted], "order");
	}
	// A condition that finds nothing by itself still spares rows that would be fetched to be dropped.
	for (const column of ranked(use.filtered)) if (!equal.includes(column)) add(bare([...equal, column]), "range");
	const cover = (held: readonly IndexPart[]) => {
		const rest = (columns: readonly string[]) =>
			bare(ranked(columns).filter((column) => !primary.includes(column) && !names(held).includes(column)));
		const filters = rest(use.filtered);
		add([...held, ...filters], "covering");
		add([...held, ...filters, ...rest(use.used.filter((column) => !use.filtered.includes(column)))], "covering");
	};
	const ways = [sorted, grouped, bare(range.slice(0, 1)), []].filter((way, at) => at === 3 || way.length > 0);
	for (const way of ways) for (const order of ordersOf(equal)) cover([...bare(order), ...way]);
	// Read from end to end, an index that holds all that is asked is less than the table; a bound ends that early.
	for (const column of range) cover([...bare([column]), ...bare(equal)]);
	for (const column of ranked(use.filtered))
		if (!equal.includes(column) && !range.includes(column)) cover(bare([column]));
	return shapes;
}

/** A set of equalities in the workload's order, and with each of its columns first where there are few. */
function ordersOf(columns: readonly string[]): readonly (readonly string[])[] {
	if (columns.length > MOST_PERMUTED) return [columns];
	return columns.map((first) => [first, ...columns.filter((column) => column !== first)]);
}

/**
 * The parts without what the primary key adds or makes needless: every secondary index ends with it, and what begins with
 * it finds one row, as it does itself.
 */
function withoutPrimary(parts: readonly IndexPart[], primary: readonly string[]): readonly IndexPart[] | undefined {
	const columns = names(parts);
	if (primary.length > 0 && primary.every((column, at) => columns[at] === column)) return undefined;
	const isTail =
		primary.length > 0 && primary.every((column, at) => columns[columns.length - primary.length + at] === column);
	const own = isTail ? parts.slice(0, -primary.length) : parts;
	return own.length === 0 ? undefined : own;
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
