import { leadsWith } from "../facts/keys.ts";
import type { Reference } from "../facts/references.ts";
import { keyFamily } from "../facts/type-match.ts";
import { defineRule } from "../rule.ts";

export const missingReferenceIndex = defineRule({
	id: "missing-reference-index",
	title: "Reference without an index",
	severity: "warn",
	documentation:
		"The columns hold a key of another table and no index leads with them. MySQL makes an index only for a declared " +
		"foreign key. References are known from `relations()` or from name and type; ids of outside services and dates " +
		"that are named alike are left out. An index helps queries that filter on the column or join into this table. A " +
		"join from it to the other table's primary key does not use it, so look at what your queries do: `--source` " +
		"counts it.",
	check: ({ references, keys, column }) =>
		references
			.filter((reference) => isMissing(reference, keys(reference.table)))
			.filter((reference) => reference.sources.includes("relations") || !isOwnKey(reference))
			.map((reference) => {
				const { table, columns, refTable, refColumns, sources } = reference;
				const place = column(table, columns[0] ?? "")?.place ?? table.place;
				const told = sources.includes("relations");
				return {
					table: table.name,
					columns,
					...(place !== undefined ? { place } : {}),
					evidence: { refTable: refTable.name, refColumns, sources },
					remedy: {
						kind: "add" as const,
						index: { table: table.name, columns: columns.map((name) => ({ column: name })) },
					},
					confidence: told ? ("likely" as const) : ("possible" as const),
					why: told ? { kind: "relation-declares-it" as const } : { kind: "name-and-type-match" as const },
				};
			}),
});

/** A foreign key that will exist has MySQL's own index; one that is refused is told by another rule, its index here. */
function isMissing(
	{ table, columns, refTable }: Reference,
	keys: readonly { readonly parts: Parameters<typeof leadsWith>[0]["parts"]; readonly fulltext: boolean }[],
): boolean {
	if (keys.some((key) => leadsWith(key, columns))) return false;
	return columns.every((name) => {
		const type = table.columns.find((column) => column.name === name)?.type;
		return type !== undefined && keyFamily(type) !== undefined && refTable.columns.length > 0;
	});
}

function isOwnKey({ table, columns }: Reference): boolean {
	return table.primaryKey?.columns[0] === columns[0];
}
