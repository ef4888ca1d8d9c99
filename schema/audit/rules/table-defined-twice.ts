import type { TableModel } from "../../model.ts";
import { defineRule } from "../rule.ts";

export const tableDefinedTwice = defineRule({
	id: "table-defined-twice",
	title: "Two definitions of one table",
	severity: "error",
	documentation:
		"Two different table objects have the same name in the database. drizzle-kit keeps the last one that it meets, so " +
		"columns and indexes of the other silently do not exist. One object that several files export is fine and not " +
		"found. Keep one definition and export it again from the other file. Where both say the same, it is a warning.",
	check: ({ model }) =>
		[...Map.groupBy(model.tables, ({ schema, name }) => `${schema ?? ""}.${name}`).values()]
			.filter((same) => same.length > 1)
			.map((same) => {
				const onlyInOne = differences(same);
				const [first] = same;
				return {
					table: first?.name ?? "",
					columns: [],
					...(first?.place !== undefined ? { place: first.place } : {}),
					evidence: { exports: same.flatMap(({ exports }) => exports.slice(0, 1)), onlyInOne },
					...(onlyInOne.length === 0 ? { severity: "warn" as const } : {}),
					confidence: "certain" as const,
					why: { kind: "schema-says-so" as const },
				};
			}),
});

/** Columns and indexes that not all definitions have, or have otherwise. */
function differences(same: readonly TableModel[]): readonly string[] {
	const described = same.map(
		(table) =>
			new Map([
				...table.columns.map(({ name, type, notNull }) => [name, `${type} ${notNull}`] as const),
				...table.indexes.map(({ name, kind, parts }) => [name, `${kind} ${JSON.stringify(parts)}`] as const),
			]),
	);
	const names = new Set(described.flatMap((parts) => [...parts.keys()]));
	return [...names].filter((name) => new Set(described.map((parts) => parts.get(name))).size > 1);
}
