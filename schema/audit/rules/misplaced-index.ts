import { homeOf } from "../facts/home-of-index.ts";
import { columnsOf } from "../facts/keys.ts";
import { defineRule } from "../rule.ts";

export const misplacedIndex = defineRule({
	id: "misplaced-index",
	title: "Index on another table than its name says",
	severity: "error",
	documentation:
		"The index's name says a table and columns that exist elsewhere, and here at least one of its columns does not " +
		"exist. A script or a hurried edit put it behind the wrong table. Move it to the table that its name says. Where " +
		"all its columns exist here, only the name is odd, which is a warning.",
	check: ({ model }) =>
		model.tables.flatMap((table) =>
			table.indexes.flatMap((index) => {
				if (index.declaredBy === "column" || !index.nameGiven) return [];
				const home = homeOf(index, table, model.tables);
				if (home === undefined) return [];
				const undefinedHere = index.parts.some((part) => "undefined" in part);
				const columns = columnsOf(index.parts);
				if (!undefinedHere && !sameColumns(home.columns, columns)) return [];
				return [
					{
						table: table.name,
						columns,
						index: index.name,
						...(index.place !== undefined ? { place: index.place } : {}),
						evidence: { home: home.table.name, homeColumns: home.columns, undefinedHere },
						...(undefinedHere
							? {
									remedy: {
										kind: "move" as const,
										table: table.name,
										index: index.name,
										to: {
											table: home.table.name,
											columns: home.columns.map((column) => ({ column })),
											unique: index.kind === "unique",
										},
									},
								}
							: { severity: "warn" as const }),
						confidence: undefinedHere ? ("certain" as const) : ("possible" as const),
						why: undefinedHere ? { kind: "schema-says-so" as const } : { kind: "name-says-so" as const },
					},
				];
			}),
		),
});

/** An index of the same columns under another table's name is a copy that kept its name. */
function sameColumns(one: readonly string[], other: readonly string[]): boolean {
	return one.join("\0") === other.join("\0");
}
