import { usableSchema } from "../schema/ddl/usable-schema.ts";
import { tableModel } from "../schema/load/model-of-tables.ts";
import type { TableModel } from "../schema/model.ts";
import type { Suite, SuiteDefinition } from "./suite.ts";

/**
 * A suite with its tables as data: in one database, and without what no MySQL makes of them. A suite that is resolved
 * already stays as it is.
 */
export function resolveSuite(definition: SuiteDefinition): Suite {
	const given = definition.tables.map(tableModel);
	const names = given.map(({ name }) => name.toLowerCase());
	// Two of one name are for the check of the suite to tell, which says it with a remedy.
	const tables = new Set(names).size < names.length ? given : usableSchema({ tables: given, views: [] }).tables;
	const byName = new Map(tables.map((table) => [table.name, table]));
	const own = (table: TableModel) => byName.get(table.name) ?? table;
	return {
		...definition,
		tables,
		dataset: {
			...definition.dataset,
			// A suite's file may leave it out; the check of the suite says so.
			tables: (definition.dataset.tables ?? []).map((spec) => ({ ...spec, table: own(tableModel(spec.table)) })),
		},
	};
}
