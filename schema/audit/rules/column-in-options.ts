import { defineRule } from "../rule.ts";

export const columnInOptions = defineRule({
	id: "column-in-options",
	title: "Column lost inside another column's options",
	severity: "error",
	documentation:
		'A column is written inside the options object of another one, as in `varchar("x", { length: 5, deletedAt: ' +
		"timestamp() })`. Drizzle ignores options that it does not know, so the column does not exist, and code that " +
		"filters on it filters on nothing. Move it one level up.",
	check: ({ model }) =>
		model.problems.flatMap((problem) =>
			problem.kind !== "column-in-options"
				? []
				: [
						{
							table: problem.table,
							columns: [problem.column],
							...(problem.place !== undefined ? { place: problem.place } : {}),
							evidence: { inside: problem.inside },
							confidence: "certain" as const,
							why: { kind: "schema-says-so" as const },
						},
					],
		),
});
