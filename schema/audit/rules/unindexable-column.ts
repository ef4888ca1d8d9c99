import { typeParts } from "../facts/key-bytes.ts";
import { columnsOf } from "../facts/keys.ts";
import { defineRule } from "../rule.ts";

export const unindexableColumn = defineRule({
	id: "unindexable-column",
	title: "TEXT, BLOB or JSON in an index",
	severity: "error",
	documentation:
		"MySQL indexes the beginning of a TEXT or BLOB column only, and its length must be said; a JSON column not at all. " +
		"It refuses the index with ER_BLOB_KEY_WITHOUT_LENGTH or ER_JSON_USED_AS_KEY. Use `varchar`, a prefix by " +
		"`sql` in the index, or an expression on a value inside the JSON.",
	check: ({ model, keys, column }) =>
		model.tables.flatMap((table) =>
			keys(table).flatMap((key) =>
				key.fulltext
					? []
					: key.parts.flatMap((part) => {
							if (!("column" in part)) return [];
							const type = column(table, part.column)?.type ?? "";
							const needs = needOf(type, part.length);
							if (needs === undefined) return [];
							const place = key.declared?.place ?? table.place;
							return [
								{
									table: table.name,
									columns: columnsOf(key.parts),
									index: key.name,
									...(place !== undefined ? { place } : {}),
									evidence: { column: part.column, type, needs },
									confidence: "certain" as const,
									why: {
										kind: "mysql-refuses" as const,
										error: needs === "prefix" ? "ER_BLOB_KEY_WITHOUT_LENGTH" : "ER_JSON_USED_AS_KEY",
									},
								},
							];
						}),
			),
		),
});

function needOf(type: string, length: number | undefined): "prefix" | "expression" | undefined {
	const { base } = typeParts(type);
	if (base === "json") return "expression";
	return /^(?:tiny|medium|long)?(?:text|blob)$/.test(base) && length === undefined ? "prefix" : undefined;
}
