import { columnOf, type Key } from "../facts/keys.ts";
import { singularName, wordsOf } from "../facts/name-words.ts";
import { typeColumnOf } from "../facts/references.ts";
import { defineRule } from "../rule.ts";

export const polymorphicPair = defineRule({
	id: "polymorphic-pair",
	title: "Type and id of a row of any table, without an index on both",
	severity: "warn",
	documentation:
		"`entity_type` and `entity_id` together point to a row of some table. No foreign key can say that, so MySQL makes " +
		"no index. Queries fix both, so the index wants both, the type first or the id first. An index on the id alone " +
		"does nearly as well and is not found.",
	check: ({ model, keys, references }) => {
		const tables = new Set(model.tables.map(({ name }) => singularName(name)));
		// "property_type" beside "property_id" says what sort of property it is, where there is a table of properties.
		const namesTable = (column: string) => tables.has(wordsOf(column).slice(0, -1).join("_"));
		const referring = new Set(references.map(({ table, columns }) => `${table.name}\0${columns.join()}`));
		return model.tables.flatMap((table) =>
			table.columns.flatMap((column) => {
				const type = typeColumnOf(table, column);
				if (type === undefined || namesTable(column.name)) return [];
				if (referring.has(`${table.name}\0${column.name}`)) return [];
				if (keys(table).some((key) => serves(key, type.name, column.name))) return [];
				const narrower = table.indexes.find(
					({ parts, kind }) => kind === "plain" && parts.length === 1 && columnOf(parts[0]) === type.name,
				)?.name;
				const index = { table: table.name, columns: [{ column: type.name }, { column: column.name }] };
				const place = column.place ?? table.place;
				return [
					{
						table: table.name,
						columns: [type.name, column.name],
						...(place !== undefined ? { place } : {}),
						evidence: {
							typeColumn: type.name,
							idColumn: column.name,
							...(narrower !== undefined ? { narrower } : {}),
						},
						remedy:
							narrower !== undefined
								? { kind: "replace" as const, table: table.name, index: narrower, by: index }
								: { kind: "add" as const, index },
						confidence: "possible" as const,
						why: { kind: "name-and-type-match" as const },
					},
				];
			}),
		);
	},
});

function serves({ parts, fulltext }: Key, type: string, id: string): boolean {
	const columns = parts.map(columnOf);
	// Behind a tenant's column the pair is found as well, since the application's queries fix that too.
	return !fulltext && (columns[0] === id || (columns.includes(type) && columns.includes(id)));
}
