import type { TableModel } from "../../model.ts";
import { typeParts } from "../facts/key-bytes.ts";
import { leadsWithColumn } from "../facts/keys.ts";
import { plainName } from "../facts/name-words.ts";
import { keyFamily } from "../facts/type-match.ts";
import { defineRule } from "../rule.ts";

export const unindexedFilter = defineRule({
	id: "unindexed-filter",
	title: "Column that queries look up, without an index",
	severity: "warn",
	needsSource: true,
	documentation:
		"The application's source filters on the column, and neither an index leads with it nor does another column of the " +
		"same condition lead one. It need not be a reference: states, dates, an email are as frequent. One place that looks " +
		"up a value is enough, or two that ask for a range or an order. These are places in the source, not executions. " +
		"Booleans are left out.",
	check: ({ model, usage, keys, references }) => {
		if (usage === undefined) return [];
		const referring = new Set(
			references.flatMap(({ table, columns }) => columns.map((name) => `${table.name}\0${name}`)),
		);
		return model.tables.flatMap((table: TableModel) =>
			table.columns.flatMap((column) => {
				if (referring.has(`${table.name}\0${column.name}`)) return [];
				if (keys(table).some((key) => leadsWithColumn(key, column.name))) return [];
				if (!isTelling(column.type) || /^(?:is|has)_/.test(plainName(column.name))) return [];
				const used = usage.column(table.name, column.name);
				const open = used.access - used.servedElsewhere;
				// One range or one order somewhere says little; one look-up by a value says enough.
				if (open <= 0 || (open < 2 && used.equality + used.inList + used.joinedIn === 0)) return [];
				const place = column.place ?? table.place;
				const uses = (["equality", "inList", "range", "order"] as const).filter((use) => used[use] > 0);
				return [
					{
						table: table.name,
						columns: [column.name],
						...(place !== undefined ? { place } : {}),
						evidence: { uses, sites: open },
						remedy: { kind: "add" as const, index: { table: table.name, columns: [{ column: column.name }] } },
						confidence: "possible" as const,
						why: { kind: "source-uses-it" as const },
					},
				];
			}),
		);
	},
});

/** Whether a type tells rows apart well enough for an index of its own. */
function isTelling(type: string): boolean {
	const { base } = typeParts(type);
	if (/^(?:boolean|bool|bit)$/.test(base) || /^\s*tinyint\(1\)/i.test(type)) return false;
	return keyFamily(type) !== undefined || /^(?:date|datetime|timestamp|time|year|decimal|numeric)$/.test(base);
}
