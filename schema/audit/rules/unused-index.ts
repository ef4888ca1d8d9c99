import { columnOf, columnsOf } from "../facts/keys.ts";
import { defineRule } from "../rule.ts";

export const unusedIndex = defineRule({
	id: "unused-index",
	title: "Index that no query of the source could use",
	severity: "warn",
	needs: "source",
	documentation:
		"No place in the source filters, joins in, sorts or groups by the column that leads the index. Unique keys and " +
		"indexes that a foreign key needs are left out. Queries in other programs, reports and SQL that is put together " +
		"at run time are not seen: ask the server (`sys.schema_unused_indexes`) before you drop it.",
	check: ({ model, usage }) => {
		if (usage === undefined) return [];
		return model.tables.flatMap((table) =>
			table.indexes.flatMap((index) => {
				const leading = columnOf(index.parts[0]);
				if (index.kind !== "plain" || leading === undefined) return [];
				if (table.foreignKeys.some(({ columns }) => columns[0] === leading)) return [];
				const used = usage.column(table.name, leading);
				const touches =
					used.access +
					used.order +
					used.group +
					used.joinedIn +
					used.like +
					used.insideOr +
					used.inRawSql +
					used.joinedFrom;
				const { inserts, reads } = usage.table(table.name);
				// Where the source does not read the table at all, another program does, and nothing is known.
				if (touches > 0 || reads === 0) return [];
				const place = index.place ?? table.place;
				return [
					{
						table: table.name,
						columns: columnsOf(index.parts),
						index: index.name,
						...(place !== undefined ? { place } : {}),
						evidence: { writes: inserts, readsOfTable: reads },
						remedy: { kind: "drop" as const, table: table.name, index: index.name },
						confidence: "possible" as const,
						why: { kind: "source-uses-it" as const },
					},
				];
			}),
		);
	},
});
