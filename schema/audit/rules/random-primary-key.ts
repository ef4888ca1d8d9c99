import type { ColumnModel } from "../../model.ts";
import { keyBytes, typeParts } from "../facts/key-bytes.ts";
import { defineRule } from "../rule.ts";

export const randomPrimaryKey = defineRule({
	id: "random-primary-key",
	title: "Random primary key",
	severity: "warn",
	documentation:
		"The primary key looks like a UUID. InnoDB keeps rows in its order, so random ones are inserted all over the table, " +
		"pages split, and every secondary index carries the key's bytes once more. A UUID of version 7, kept as binary(16), " +
		"or a number avoids that. Keys that your application makes in ascending order (UUIDv7, ULID) are fine as they are.",
	check: ({ model, keys, column }) =>
		model.tables.flatMap((table) => {
			const [first] = table.primaryKey?.columns ?? [];
			const key = first === undefined ? undefined : column(table, first);
			// A key of another table comes in that table's order; only what begins here is random here.
			if (key === undefined || table.foreignKeys.some(({ columns }) => columns.includes(key.name))) return [];
			if (table.primaryKey?.columns.length !== 1 || !looksRandom(key)) return [];
			const place = key.place ?? table.place;
			const byServer = /\buuid\s*\(/i.test(key.defaultSql ?? "");
			return [
				{
					table: table.name,
					columns: [key.name],
					...(place !== undefined ? { place } : {}),
					evidence: {
						type: key.type,
						bytes: keyBytes(key) ?? 0,
						secondaryIndexes: keys(table).filter(({ origin }) => origin !== "primary").length,
					},
					confidence: byServer ? ("likely" as const) : ("possible" as const),
					why: byServer ? { kind: "schema-says-so" as const } : { kind: "values-decide" as const },
				},
			];
		}),
});

/** A UUID as text or bytes: by its length, or by the server's own function as default. */
function looksRandom({ type, defaultSql }: ColumnModel): boolean {
	const { base, numbers } = typeParts(type);
	if (/\buuid\s*\(/i.test(defaultSql ?? "")) return true;
	return (/^(?:char|varchar)$/.test(base) && numbers[0] === 36) || (/^(?:var)?binary$/.test(base) && numbers[0] === 16);
}
