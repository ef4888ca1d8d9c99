import type { ColumnModel, TableModel } from "../../model.ts";
import type { ColumnUsage } from "../../usage/column-usage.ts";
import type { AuditContext } from "../context.ts";
import { typeParts } from "../facts/key-bytes.ts";
import { leadsWithColumn } from "../facts/keys.ts";
import { plainName } from "../facts/name-words.ts";
import { typeColumnOf } from "../facts/references.ts";
import { isLookUpType } from "../facts/type-match.ts";
import type { FoundBy } from "../finding.ts";
import { defineRule } from "../rule.ts";

export const unindexedFilter = defineRule({
	id: "unindexed-filter",
	title: "Column that queries look up, without an index",
	severity: "warn",
	needs: "source",
	documentation:
		"The application's source filters on the column, and neither an index leads with it nor does another column of the " +
		"same condition lead one. It need not be a reference: states, dates, an email are as frequent. One place that looks " +
		"up a value is enough, or two that ask for a range or an order. These are places in the source, not executions. " +
		"Booleans are left out.",
	check: (context) => context.model.tables.flatMap((table) => conditionsOf(table, context)),
});

interface Candidate {
	readonly column: ColumnModel;
	readonly open: number;
	readonly usage: ColumnUsage;
}

function conditionsOf(table: TableModel, context: AuditContext): readonly FoundBy<"unindexed-filter">[] {
	const { usage, references } = context;
	if (usage === undefined) return [];
	const referring = new Set(
		references.filter((reference) => reference.table === table).flatMap(({ columns }) => columns),
	);
	const paired = new Set(
		table.columns.flatMap((column) => {
			const type = referring.has(column.name) ? undefined : typeColumnOf(table, column);
			return type === undefined ? [] : [type.name, column.name];
		}),
	);
	const candidates = table.columns.flatMap((column): readonly Candidate[] => {
		const used = usage.column(table.name, column.name);
		const open = used.access - used.servedElsewhere;
		// One range or one order somewhere says little; one look-up by a value says enough.
		if (open <= 0 || (open < 2 && used.equality + used.inList + used.joinedIn === 0)) return [];
		// References and pairs of type and id have rules of their own.
		if (referring.has(column.name) || paired.has(column.name) || !isTelling(column)) return [];
		return context.keys(table).some((key) => leadsWithColumn(key, column.name)) ? [] : [{ column, open, usage: used }];
	});
	const byName = new Map(candidates.map((candidate) => [candidate.column.name, candidate]));
	return candidates.flatMap((candidate): readonly FoundBy<"unindexed-filter">[] => {
		const { column, open, usage: used } = candidate;
		// An index on the reference beside it, which another rule asks for, would serve these conditions.
		if (used.alwaysWith.some((name) => referring.has(name))) return [];
		const partners = used.alwaysWith.flatMap((name) => byName.get(name) ?? []);
		// Where another column stands in all of its conditions and in more, the index is that one's.
		if (partners.some((partner) => leads(partner, candidate))) return [];
		const columns = [column.name, ...partners.map((partner) => partner.column.name)];
		const place = column.place ?? table.place;
		return [
			{
				table: table.name,
				columns,
				...(place !== undefined ? { place } : {}),
				evidence: { uses: USES.filter((use) => used[use] > 0), sites: open },
				remedy: { kind: "add", index: { table: table.name, columns: columns.map((name) => ({ column: name })) } },
				confidence: "possible",
				why: { kind: "source-uses-it" },
			},
		];
	});
}

const USES = ["equality", "inList", "range", "order"] as const;

/** Of two that stand together the one with more places comes first, else the one that is fixed, else the first by name. */
function leads(one: Candidate, other: Candidate): boolean {
	if (one.open !== other.open) return one.open > other.open;
	const fixed = ({ usage }: Candidate) => usage.equality + usage.inList + usage.joinedIn;
	return fixed(one) !== fixed(other) ? fixed(one) > fixed(other) : one.column.name < other.column.name;
}

/** Whether a type tells rows apart well enough for an index of its own. */
function isTelling({ name, type }: ColumnModel): boolean {
	const { base } = typeParts(type);
	if (/^(?:is|has)_/.test(plainName(name))) return false;
	if (/^(?:boolean|bool|bit)$/.test(base) || /^\s*tinyint\(1\)/i.test(type)) return false;
	return isLookUpType(type);
}
