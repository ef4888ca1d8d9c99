import { partsOf } from "../mysql/index-spec.ts";
import { unknownTableIn, whyNoRead } from "../mysql/sql/read-statement.ts";
import { whyNoName } from "./name-rules.ts";
import { namedColumn } from "./named-column.ts";
import { sampleStatements } from "./sample-statements.ts";
import type { IndexSpec, Scenario, Suite } from "./suite.ts";

/** The first thing in which a suite contradicts its own tables, as a sentence; undefined when there is none. */
export function schemaProblem(suite: Suite): string | undefined {
	const { tables } = suite;
	const names = tables.map((table) => table.name);
	const twice = names.find((name, position) => names.indexOf(name) !== position);
	if (twice !== undefined) return `The suite has table ${twice} twice.`;
	for (const { name, columns } of tables) {
		const problem = nameProblem("Table", name) ?? first(columns, (column) => nameProblem("Column", column.name));
		if (problem !== undefined) return problem;
	}
	const columns = new Map(tables.map((table) => [table.name, new Set(table.columns.map(({ name }) => name))]));
	const known = new Set([...names, ...[...columns.values()].flatMap((of) => [...of])]);
	return (
		first(suite.dataset.tables, ({ table, columns: written }) => {
			const { name } = table;
			const own = columns.get(name);
			if (own === undefined) return `The dataset fills table ${name}, which the suite does not have.`;
			const unknown = written.find((column) => !own.has(column));
			return unknown && `The dataset writes column ${unknown}, which ${name} does not have.`;
		}) ??
		first(suite.indexes, indexProblem) ??
		first(suite.scenarios, (scenario) => scenarioProblem(scenario, known, columns))
	);
}

function first<T>(items: readonly T[], problemOf: (item: T) => string | undefined): string | undefined {
	for (const item of items) {
		const problem = problemOf(item);
		if (problem !== undefined) return problem;
	}
	return undefined;
}

function nameProblem(what: string, name: string): string | undefined {
	const why = whyNoName(name);
	return why && `${what} ${JSON.stringify(name)} cannot be measured: its name ${why}.`;
}

function indexProblem(index: IndexSpec): string | undefined {
	const { name } = index;
	const columns = partsOf(index).flatMap((part) => ("column" in part ? part.column : []));
	const twice = columns.find((column, position) => columns.indexOf(column) !== position);
	if (twice !== undefined) return `Index ${name} names column ${twice} twice.`;
	if (name.toUpperCase() === "PRIMARY") return "An index under test cannot be the primary key.";
	return nameProblem("Index", name);
}

function scenarioProblem(
	scenario: Scenario,
	known: ReadonlySet<string>,
	columns: ReadonlyMap<string, ReadonlySet<string>>,
): string | undefined {
	const { id } = scenario;
	const source = first(scenario.strata, ({ id: stratum, keys }) => {
		const name = `Stratum ${stratum} of scenario ${id}`;
		if (keys.by === "sql" || keys.by === "lists") {
			const why = first(keys.by === "sql" ? [keys.sql] : keys.lists, whyNoRead);
			return why && `${name} draws its keys by SQL that is no read: it ${why}.`;
		}
		if (keys.by !== "frequency") return undefined;
		const column = namedColumn(keys.column);
		if (columns.get(column.table)?.has(column.name)) return undefined;
		return `${name} draws its keys from ${column.table}.${column.name}, which the suite does not have.`;
	});
	if (source !== undefined) return source;
	return first(sampleStatements(scenario), ({ sql }) => {
		const table = unknownTableIn(sql, known);
		return table && `Scenario ${id} speaks of table ${table}, which the suite does not have.`;
	});
}
