import { columnsOf } from "../facts/keys.ts";
import { defineRule } from "../rule.ts";

export const unnamedIndex = defineRule({
	id: "unnamed-index",
	title: "Index without a name",
	severity: "error",
	documentation:
		"`index()` and `uniqueIndex()` of MySQL tables need a name. Without one drizzle-kit stops with an error that names " +
		"no place, in 0.31 and in 1.0. Give it a name.",
	check: ({ model }) =>
		model.tables.flatMap((table) =>
			table.indexes
				.filter(({ declaredBy, nameGiven }) => declaredBy === "index" && !nameGiven)
				.map((index) => ({
					table: table.name,
					columns: columnsOf(index.parts),
					index: index.name,
					...((index.place ?? table.place) !== undefined
						? { place: (index.place ?? table.place) as NonNullable<typeof table.place> }
						: {}),
					evidence: {},
					confidence: "certain" as const,
					why: { kind: "drizzle-kit-does" as const, version: "0.31" },
				})),
		),
});
