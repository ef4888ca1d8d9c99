import type { SchemaModel, TableModel } from "../../schema/model.ts";

/**
 * The tables that a measurement needs: those named, and whatever their foreign keys refer to, since a key can only be made
 * where its parent is. The others would only take time to fill.
 * @param named names of tables, in any case.
 */
export function neededTables(schema: SchemaModel, named: Iterable<string>): SchemaModel {
	const byName = new Map(schema.tables.map((table) => [table.name.toLowerCase(), table]));
	const needed = new Set<TableModel>();
	const queue = [...named].map((name) => name.toLowerCase());
	for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
		const table = byName.get(name);
		if (table === undefined || needed.has(table)) continue;
		needed.add(table);
		queue.push(...table.foreignKeys.map(({ refTable }) => refTable.toLowerCase()));
	}
	const names = new Set([...needed].map(({ name }) => name));
	return {
		...schema,
		tables: schema.tables.filter((table) => needed.has(table)),
		views: [],
		relations: schema.relations.filter(({ table, refTable }) => names.has(table) && names.has(refTable)),
	};
}
