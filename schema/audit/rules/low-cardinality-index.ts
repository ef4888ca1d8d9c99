import type { ColumnModel } from "../../model.ts";
import { enumValues } from "../facts/key-bytes.ts";
import { wholeColumn } from "../facts/keys.ts";
import { plainName } from "../facts/name-words.ts";
import { defineRule } from "../rule.ts";

/** More values than this may well tell rows apart. */
const FEW_VALUES = 8;

export const lowCardinalityIndex = defineRule({
	id: "low-cardinality-index",
	title: "Index on few values alone",
	severity: "warn",
	documentation:
		"The only column of the index is a boolean, an enum of few values or a mark of deletion. Most values stand in too " +
		"many rows for the index to help, and MySQL may even choose it and get slower. It pays where queries ask for a rare " +
		"value, such as jobs still open. Otherwise put the column behind one that tells rows apart, or leave it out.",
	check: ({ model, column }) =>
		model.tables.flatMap((table) =>
			table.indexes.flatMap((index) => {
				if (index.kind !== "plain" || index.parts.length !== 1) return [];
				const indexed = column(table, wholeColumn(index.parts[0]) ?? "");
				// A foreign key on it needs the index, however few values there are.
				if (indexed === undefined || table.foreignKeys.some(({ columns }) => columns[0] === indexed.name)) return [];
				const evidence = fewValues(indexed);
				if (evidence === undefined) return [];
				const place = index.place ?? table.place;
				return [
					{
						table: table.name,
						columns: [indexed.name],
						index: index.name,
						...(place !== undefined ? { place } : {}),
						evidence: { type: indexed.type, ...evidence },
						confidence: "possible" as const,
						why: { kind: "values-decide" as const },
					},
				];
			}),
		),
});

function fewValues({
	name,
	type,
}: ColumnModel): { readonly reason: "boolean" | "few-values" | "soft-delete"; readonly values?: number } | undefined {
	const plain = plainName(name);
	if (/^(?:is_)?(?:deleted|archived|removed)$|^(?:deleted|archived|removed)_at$/.test(plain)) {
		return { reason: "soft-delete" };
	}
	if (/^\s*(?:boolean|bool|tinyint\(1\)|bit\(1\))/i.test(type)) return { reason: "boolean", values: 2 };
	const values = /^\s*enum\b/i.test(type) ? enumValues(type) : 0;
	return values > 0 && values <= FEW_VALUES ? { reason: "few-values", values } : undefined;
}
