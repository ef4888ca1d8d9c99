import type { TableModel } from "../../model.ts";
import { type QueryOfTable, rowsRead } from "../../usage/query-load.ts";
import type { UseKind } from "../../usage/use.ts";
import type { AuditContext } from "../context.ts";
import { leadsWithColumn } from "../facts/keys.ts";
import { isLookUpType } from "../facts/type-match.ts";
import type { FoundBy } from "../finding.ts";
import { defineRule } from "../rule.ts";

export const unindexedQuery = defineRule({
	id: "unindexed-query",
	title: "Query that reads a table without an index",
	severity: "warn",
	needs: "queries",
	documentation:
		"A statement filters the table, or takes some of its rows in order, and no index leads with a column that it asks for. " +
		"Statements come from production's bundle and from `--query`. Where a server counted them, the finding says how often " +
		"they ran, and how many rows one read. What the server answered by an index is left out. Statements with the same " +
		"columns are one finding. The index is a suggestion: measure it with `try` or `advise`.",
	check: (context) => context.model.tables.flatMap((table) => queriesOn(table, context)),
});

/** What fixes few rows, so that an index begins with it. */
const FIXING: readonly UseKind[] = ["equality", "in", "joined-in"];
/** What an index can serve behind that, once. */
const LAST: readonly UseKind[] = ["range", "prefix", "order-limited"];

interface Open {
	readonly of: QueryOfTable;
	readonly columns: readonly string[];
}

function queriesOn(table: TableModel, context: AuditContext): readonly FoundBy<"unindexed-query">[] {
	const open = (context.queries ?? [])
		.filter((of) => of.table === table.name && of.query.noIndex !== 0)
		.flatMap((of): readonly Open[] => {
			const columns = columnsFor(table, of);
			if (columns.length === 0 || isServed(table, of, context)) return [];
			return [{ of, columns }];
		});
	return [...Map.groupBy(open, ({ columns }) => columns.join("\0")).values()].map((alike) => {
		const [worst] = alike.toSorted((a, b) => rowsRead(b.of.query) - rowsRead(a.of.query));
		const columns = worst?.columns ?? [];
		const counted = alike.filter(({ of }) => of.query.executions !== undefined);
		const shown = alike.some(({ of }) => (of.query.noIndex ?? 0) > 0);
		const place = table.columns.find(({ name }) => name === columns[0])?.place ?? table.place;
		const query = worst?.of.query;
		return {
			table: table.name,
			columns,
			...(place === undefined ? {} : { place }),
			evidence: {
				query: query?.name ?? "",
				statements: alike.length,
				...(counted.length === 0 ? {} : { executions: sum(counted.map(({ of }) => of.query.executions ?? 0)) }),
				...(query?.rowsExamined === undefined ? {} : { rowsExamined: query.rowsExamined }),
				...(query?.rowsSent === undefined ? {} : { rowsSent: query.rowsSent }),
			},
			remedy: {
				kind: "add" as const,
				index: { table: table.name, columns: columns.map((column) => ({ column })) },
			},
			confidence: shown ? ("likely" as const) : ("possible" as const),
			why: shown ? { kind: "server-shows-it" as const } : { kind: "query-uses-it" as const },
		};
	});
}

/** Columns that are fixed, in the order of the table, and one that is not; none where no index could find the rows. */
function columnsFor(table: TableModel, { uses }: QueryOfTable): readonly string[] {
	const indexable = (column: string) => isLookUpType(table.columns.find(({ name }) => name === column)?.type ?? "");
	const named = (kinds: readonly UseKind[]) =>
		uses.filter(({ kind, column }) => kinds.includes(kind) && indexable(column)).map(({ column }) => column);
	const fixed = new Set(named(FIXING));
	const [last] = named(LAST).filter((column) => !fixed.has(column));
	return [
		...table.columns.map(({ name }) => name).filter((name) => fixed.has(name)),
		...(last === undefined ? [] : [last]),
	];
}

/** Whether some index finds the rows by a column that the statement fixes, bounds, or takes in order. */
function isServed(table: TableModel, { uses }: QueryOfTable, context: AuditContext): boolean {
	const keys = context.keys(table);
	return uses.some(
		({ kind, column }) => [...FIXING, ...LAST].includes(kind) && keys.some((key) => leadsWithColumn(key, column)),
	);
}

function sum(numbers: readonly number[]): number {
	return numbers.reduce((a, b) => a + b, 0);
}
