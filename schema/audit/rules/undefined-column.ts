import { homeOf } from "../facts/home-of-index.ts";
import { columnsOf } from "../facts/keys.ts";
import { plainName } from "../facts/name-words.ts";
import { defineRule } from "../rule.ts";

/** The rest of the name after the table's own: `idx_deployments_created_at` on `deployments` means "created_at". */
export const undefinedColumn = defineRule({
	id: "undefined-column",
	title: "Index on a column that does not exist",
	severity: "error",
	documentation:
		"The index names a property that the table does not have, so Drizzle sees `undefined`. The application still " +
		"starts, because the callback runs late. drizzle-kit stops with a TypeError that names no place, and the index " +
		"is never made. Name a column of the table, or take the index out.",
	check: ({ model, writtenColumns }) =>
		model.tables.flatMap((table) =>
			table.indexes.flatMap((index) => {
				const position = index.parts.findIndex((part) => "undefined" in part);
				if (position < 0 || homeOf(index, table, model.tables) !== undefined) return [];
				const written = writtenColumns(table, index.name)?.[position];
				const meant = plainName(written ?? index.name);
				const similar = table.columns
					.filter(({ name }) => meant === plainName(name) || meant.endsWith(`_${plainName(name)}`))
					.toSorted((a, b) => b.name.length - a.name.length)[0]?.name;
				return [
					{
						table: table.name,
						columns: columnsOf(index.parts),
						index: index.name,
						...(index.place !== undefined ? { place: index.place } : {}),
						evidence: {
							position,
							...(written !== undefined ? { written } : {}),
							...(similar !== undefined ? { similar } : {}),
						},
						...(similar !== undefined && index.parts.length === 1
							? {
									remedy: {
										kind: "replace" as const,
										table: table.name,
										index: index.name,
										by: { table: table.name, columns: [{ column: similar }], unique: index.kind === "unique" },
									},
								}
							: {}),
						confidence: "certain" as const,
						why: { kind: "schema-says-so" as const },
					},
				];
			}),
		),
});
