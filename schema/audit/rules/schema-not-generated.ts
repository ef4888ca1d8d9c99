import { defineRule } from "../rule.ts";
import { isBeforeOne } from "./expression-with-comma.ts";

export const schemaNotGenerated = defineRule({
	id: "schema-not-generated",
	title: "Table of a named schema, which drizzle-kit leaves out",
	severity: "warn",
	documentation:
		'Tables of `mysqlSchema("name")` are left out by drizzle-kit 0.31 without a word: no migration makes the table or ' +
		"its indexes. Make it by hand, or put it into the default schema.",
	check: ({ model }) =>
		!isBeforeOne(model)
			? []
			: model.tables.flatMap((table) =>
					table.schema === undefined
						? []
						: [
								{
									table: table.name,
									columns: [],
									...(table.place !== undefined ? { place: table.place } : {}),
									evidence: { schema: table.schema },
									confidence: "certain" as const,
									why: { kind: "drizzle-kit-does" as const, version: "0.31" },
								},
							],
				),
});
