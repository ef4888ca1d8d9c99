import { LONGEST_NAME } from "../facts/keys.ts";
import { defineRule } from "../rule.ts";

export const nameTooLong = defineRule({
	id: "name-too-long",
	title: "Name longer than MySQL takes",
	severity: "error",
	documentation:
		"Names of tables, columns and indexes have at most 64 characters. MySQL refuses longer ones with ER_TOO_LONG_IDENT. " +
		"Names that Drizzle makes itself, such as `<table>_<column>_unique`, get too long easily. Give the index a name of " +
		"your own. Foreign keys with long names are told by `foreign-key-refused`.",
	check: ({ model }) =>
		model.tables.flatMap((table) =>
			[
				{ what: "table" as const, name: table.name, place: table.place, index: undefined },
				...table.columns.map(({ name, place }) => ({ what: "column" as const, name, place, index: undefined })),
				...table.indexes.map(({ name, place }) => ({ what: "index" as const, name, place, index: name })),
			]
				.filter(({ name }) => [...name].length > LONGEST_NAME)
				.map(({ what, name, place, index }) => ({
					table: table.name,
					columns: what === "column" ? [name] : [],
					...(index !== undefined ? { index } : {}),
					...((place ?? table.place) !== undefined
						? { place: (place ?? table.place) as NonNullable<typeof place> }
						: {}),
					evidence: { what, name, length: [...name].length },
					confidence: "certain" as const,
					why: { kind: "mysql-refuses" as const, error: "ER_TOO_LONG_IDENT" },
				})),
		),
});
