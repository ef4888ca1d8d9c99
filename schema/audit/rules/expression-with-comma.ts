import type { SchemaModel } from "../../model.ts";
import { columnsOf } from "../facts/keys.ts";
import { defineRule } from "../rule.ts";

export const expressionWithComma = defineRule({
	id: "expression-with-comma",
	title: "Expression with a comma, which drizzle-kit cuts in two",
	severity: "error",
	documentation:
		"drizzle-kit up to 0.31 joins the parts of an index by commas and splits them again, so an expression such as " +
		"`(coalesce(a, b))` becomes two broken parts and the migration is invalid SQL. Version 1.0 has mended it. Until " +
		"then put the expression into a generated column and index that, or write the migration by hand.",
	check: ({ model }) =>
		!isBeforeOne(model)
			? []
			: model.tables.flatMap((table) =>
					table.indexes.flatMap((index) =>
						index.parts.flatMap((part) => {
							if (!("expression" in part) || !part.expression.includes(",")) return [];
							const place = index.place ?? table.place;
							return [
								{
									table: table.name,
									columns: columnsOf(index.parts),
									index: index.name,
									...(place !== undefined ? { place } : {}),
									evidence: { expression: part.expression },
									confidence: "certain" as const,
									why: { kind: "drizzle-kit-does" as const, version: "0.31" },
								},
							];
						}),
					),
				),
});

/** Whether the schema is made with drizzle-orm 0.x, whose drizzle-kit has the traps; also where no version is known. */
export function isBeforeOne({ ormVersion }: Pick<SchemaModel, "ormVersion">): boolean {
	return ormVersion === undefined || /^0\./.test(ormVersion);
}
