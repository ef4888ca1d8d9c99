import { defineRule } from "../rule.ts";

/** MySQL's own limit for secondary keys of a table. */
const REFUSED_ABOVE = 64;

export const tooManyIndexes = defineRule({
	id: "too-many-indexes",
	title: "Table with very many indexes",
	severity: "warn",
	documentation:
		"Each insert writes to every index, and each index takes memory from rows that queries read. More than ten on a " +
		"table, those counted that MySQL makes for foreign keys, deserve a look at which of them pay. `mostIndexes` in the " +
		"config moves the limit. MySQL refuses more than 64, which is an error.",
	check: ({ model, keys, mostIndexes }) =>
		model.tables.flatMap((table) => {
			const count = keys(table).filter(({ origin }) => origin !== "primary").length;
			if (count <= mostIndexes) return [];
			const refused = count > REFUSED_ABOVE;
			return [
				{
					table: table.name,
					columns: [],
					...(table.place !== undefined ? { place: table.place } : {}),
					evidence: { count, limit: refused ? REFUSED_ABOVE : mostIndexes, refused },
					...(refused ? { severity: "error" as const } : {}),
					confidence: refused ? ("certain" as const) : ("possible" as const),
					why: refused
						? { kind: "mysql-refuses" as const, error: "ER_TOO_MANY_KEYS" }
						: { kind: "values-decide" as const },
				},
			];
		}),
});
