import { defineRule } from "../rule.ts";

export const nameRepeated = defineRule({
	id: "name-repeated",
	title: "One name for two things",
	severity: "error",
	documentation:
		"Two indexes of one table have the same name: drizzle-kit keeps the last one silently, and MySQL refuses both with " +
		"ER_DUP_KEYNAME. Or two checks of the database have one name, which MySQL refuses too. The same index name on two " +
		"tables is fine. Give each its own name.",
	check: ({ model }) => {
		const inTables = model.tables.flatMap((table) =>
			[...Map.groupBy(table.indexes, ({ name }) => name.toLowerCase()).values()]
				.filter((same) => same.length > 1)
				.map((same) => ({
					table: table.name,
					columns: [],
					index: same[0]?.name ?? "",
					...(same.at(-1)?.place !== undefined ? { place: same.at(-1)?.place as NonNullable<typeof table.place> } : {}),
					evidence: { what: "index" as const, name: same[0]?.name ?? "", others: [table.name] },
					confidence: "certain" as const,
					why: { kind: "mysql-refuses" as const, error: "ER_DUP_KEYNAME" },
				})),
		);
		const checks = model.tables.flatMap((table) => table.checks.map(({ name }) => ({ name, table })));
		const repeated = [...Map.groupBy(checks, ({ name }) => name.toLowerCase()).values()]
			.filter((same) => new Set(same.map(({ table }) => table.name)).size > 1)
			.map((same) => ({
				table: same[1]?.table.name ?? "",
				columns: [],
				...(same[1]?.table.place !== undefined ? { place: same[1].table.place } : {}),
				evidence: { what: "check" as const, name: same[0]?.name ?? "", others: same.map(({ table }) => table.name) },
				confidence: "certain" as const,
				why: { kind: "mysql-refuses" as const, error: "ER_CHECK_CONSTRAINT_DUP_NAME" },
			}));
		return [...inTables, ...repeated];
	},
});
