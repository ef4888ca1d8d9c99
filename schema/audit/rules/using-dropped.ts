import { columnsOf } from "../facts/keys.ts";
import { defineRule } from "../rule.ts";

export const usingDropped = defineRule({
	id: "using-dropped",
	title: "Index type that does not come about",
	severity: "warn",
	documentation:
		'`.using("hash")` has no effect: drizzle-kit leaves it out of the migration, and InnoDB makes a B-tree whatever is ' +
		"asked. A B-tree serves all that a hash does. Take it out, so that nobody counts on it.",
	check: ({ model }) =>
		model.tables.flatMap((table) =>
			table.indexes.flatMap((index) => {
				if (index.using === undefined || index.using.toLowerCase() === "btree") return [];
				const place = index.place ?? table.place;
				return [
					{
						table: table.name,
						columns: columnsOf(index.parts),
						index: index.name,
						...(place !== undefined ? { place } : {}),
						evidence: { using: index.using },
						confidence: "certain" as const,
						why: { kind: "drizzle-kit-does" as const, version: "0.31" },
					},
				];
			}),
		),
});
