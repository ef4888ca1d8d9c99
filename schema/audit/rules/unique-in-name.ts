import { columnsOf } from "../facts/keys.ts";
import { uniqueWord } from "../facts/unique-word.ts";
import { defineRule } from "../rule.ts";

export const uniqueInName = defineRule({
	id: "unique-in-name",
	title: "Named unique, and not unique",
	severity: "error",
	documentation:
		"The name of the index says that it is unique, and it is a plain `index()`. Nothing keeps duplicates out. Use " +
		"`uniqueIndex()` or `unique()`, after a look whether the table has duplicates already, or give it another name. A " +
		"column or table that is called unique is no such sign. `uq` and `uk` in a name give a warning.",
	check: ({ model }) =>
		model.tables.flatMap((table) =>
			table.indexes.flatMap((index) => {
				if (index.kind !== "plain" || index.declaredBy !== "index") return [];
				const word = uniqueWord(index.name, [table.name, ...columnsOf(index.parts)]);
				if (word === undefined) return [];
				const columns = columnsOf(index.parts);
				return [
					{
						table: table.name,
						columns,
						index: index.name,
						...(index.place !== undefined ? { place: index.place } : {}),
						evidence: { word },
						...(columns.length === index.parts.length
							? {
									remedy: {
										kind: "replace" as const,
										table: table.name,
										index: index.name,
										by: { table: table.name, columns: columns.map((column) => ({ column })), unique: true },
									},
								}
							: {}),
						...(word === "unique" ? {} : { severity: "warn" as const }),
						confidence: word === "unique" ? ("likely" as const) : ("possible" as const),
						why: { kind: "name-says-so" as const },
					},
				];
			}),
		),
});
