import { charsetOf } from "../facts/key-bytes.ts";
import { collationDifference, collationText, keyFamily } from "../facts/type-match.ts";
import { defineRule } from "../rule.ts";

export const referenceTypeMismatch = defineRule({
	id: "reference-type-mismatch",
	title: "Reference of another type, charset or collation than its target",
	severity: "warn",
	documentation:
		"A reference that is not declared as a foreign key compares text with a number, or text of two charsets or " +
		"collations. MySQL then converts one side of each comparison, and an index on that side is not used. Give both " +
		"columns one type, charset and collation. Whole numbers of different sizes compare well and are not found.",
	check: ({ references, column }) =>
		references.flatMap((reference) => {
			if (reference.foreignKey !== undefined) return [];
			return reference.columns.flatMap((name, position) => {
				const one = column(reference.table, name);
				const other = column(reference.refTable, reference.refColumns[position] ?? "");
				if (one === undefined || other === undefined) return [];
				const families = [keyFamily(one.type), keyFamily(other.type)];
				const typesDiffer = families[0] !== families[1] && !families.includes(undefined) && !families.includes("bytes");
				const differs = typesDiffer ? ("type" as const) : collationDifference(one, other);
				if (differs === undefined) return [];
				const text = (side: typeof one) =>
					differs === "type" ? side.type : differs === "charset" ? charsetOf(side) : collationText(side);
				const place = one.place ?? reference.table.place;
				return [
					{
						table: reference.table.name,
						columns: [name],
						...(place !== undefined ? { place } : {}),
						evidence: {
							refTable: reference.refTable.name,
							refColumn: other.name,
							differs,
							here: text(one),
							there: text(other),
							sources: reference.sources,
						},
						confidence: reference.sources.includes("relations") ? ("likely" as const) : ("possible" as const),
						why: reference.sources.includes("relations")
							? { kind: "relation-declares-it" as const }
							: { kind: "name-and-type-match" as const },
					},
				];
			});
		}),
});
