import { defineRule } from "../rule.ts";

export const tableNotExported = defineRule({
	id: "table-not-exported",
	title: "Table that nothing exports",
	severity: "warn",
	documentation:
		"The table is defined but not exported, or stands inside another object. drizzle-kit sees only what a schema file " +
		"exports, so no migration makes the table, and this audit does not look at its indexes. Export it.",
	check: ({ model }) =>
		model.problems.flatMap((problem) =>
			problem.kind !== "table-not-exported"
				? []
				: [
						{
							table: problem.table,
							columns: [],
							...(problem.place !== undefined ? { place: problem.place } : {}),
							evidence: {},
							confidence: "likely" as const,
							why: { kind: "schema-says-so" as const },
						},
					],
		),
});
