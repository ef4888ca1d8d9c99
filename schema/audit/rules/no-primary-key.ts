import type { TableModel } from "../../model.ts";
import { wholeColumn } from "../facts/keys.ts";
import { defineRule } from "../rule.ts";

export const noPrimaryKey = defineRule({
	id: "no-primary-key",
	title: "Table without a primary key",
	severity: "warn",
	documentation:
		"InnoDB then orders rows by the first unique key without nulls, or by a hidden counter that no query can use. " +
		"Group replication and servers with sql_require_primary_key refuse the table, and copying tools work badly. Declare " +
		"a primary key; for a table between two others that is both references together.",
	check: ({ model }) =>
		model.tables
			.filter(({ primaryKey, columns }) => primaryKey === undefined && columns.length > 0)
			.map((table) => {
				const clusteredBy = clusteringKey(table);
				return {
					table: table.name,
					columns: [],
					...(table.place !== undefined ? { place: table.place } : {}),
					evidence: { ...(clusteredBy !== undefined ? { clusteredBy } : {}) },
					confidence: "certain" as const,
					why: { kind: "schema-says-so" as const },
				};
			}),
});

function clusteringKey({ indexes, columns }: TableModel): string | undefined {
	const notNull = new Set(columns.filter((column) => column.notNull).map(({ name }) => name));
	return indexes.find(
		({ kind, parts }) => kind === "unique" && parts.every((part) => notNull.has(wholeColumn(part) ?? "")),
	)?.name;
}
