import type { IndexSpec } from "../../mysql/index-spec.ts";
import { quoted as q } from "../../mysql/sql/identifiers.ts";
import type { SchemaModel, TableModel } from "../../schema/model.ts";
import type { WorkloadQuery } from "./query-scenario.ts";

const PAGE = 20;

/**
 * The look-ups that indexes and references imply, for a run that was given no queries: what an index is for by its own
 * columns, a page of it in the order of its last column, and the rows that belong to a parent.
 * Each says that nobody has shown the application to send it.
 */
export function impliedQueries(schema: SchemaModel, indexes: readonly IndexSpec[]): readonly WorkloadQuery[] {
	const queries = new Map<string, WorkloadQuery>();
	const add = (sql: string, title: string) => {
		if (!queries.has(sql)) queries.set(sql, { sql, title, source: "implied by the schema, seen in no application" });
	};
	for (const index of indexes) {
		const table = schema.tables.find(({ name }) => name === index.table);
		const [leading, ...further] = index.columns;
		if (table === undefined || leading === undefined) continue;
		for (const length of new Set([1, index.columns.length])) {
			const columns = index.columns.slice(0, length);
			add(
				`select * from ${q(table.name)} where ${columns.map(isValue).join(" and ")}`,
				`${table.name} by ${columns.join(", ")}`,
			);
		}
		const last = further.at(-1);
		if (last !== undefined) {
			const equal = index.columns.slice(0, -1);
			add(
				`select * from ${q(table.name)} where ${equal.map(isValue).join(" and ")} order by ${q(last)} desc limit ${PAGE}`,
				`${table.name} by ${equal.join(", ")}, the last ${PAGE} by ${last}`,
			);
		}
		for (const parent of parentsBy(table, leading, schema)) {
			add(
				`select ${q(parent.table)}.*, ${q(table.name)}.* from ${q(parent.table)} inner join ${q(table.name)} on ${q(table.name)}.${q(leading)} = ${q(parent.table)}.${q(parent.column)} where ${q(parent.table)}.${q(parent.column)} = ?`,
				`${parent.table} with its ${table.name}`,
			);
		}
	}
	return [...queries.values()];
}

/** What a column refers to, by a foreign key or a relation of this one column. */
function parentsBy(
	table: TableModel,
	column: string,
	schema: SchemaModel,
): readonly { table: string; column: string }[] {
	const relations = schema.relations.filter((relation) => relation.table === table.name);
	const found = [...table.foreignKeys, ...relations].flatMap(({ columns, refTable, refColumns }) =>
		columns.length === 1 && columns[0] === column && refTable !== table.name && refColumns[0] !== undefined
			? [{ table: refTable, column: refColumns[0] }]
			: [],
	);
	return [...new Map(found.map((parent) => [`${parent.table}.${parent.column}`, parent])).values()];
}

function isValue(column: string): string {
	return `${q(column)} = ?`;
}
