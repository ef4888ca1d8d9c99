import type { ColumnUsage, SourceUsage } from "./column-usage.ts";
import type { ModuleUses, Use, UseKind } from "./use.ts";

/** How many places are shown for a column. */
const EXAMPLES = 3;

/** What an index that leads with the column could find rows by, the plainest first. */
const ACCESS: readonly UseKind[] = ["equality", "joined-in", "in", "range", "prefix", "order-limited"];

/** What fixes few rows, so that an index on it serves the whole condition. */
const FIXING: readonly UseKind[] = ["equality", "joined-in", "in"];

/** What was read, beside the uses. */
export interface ReadModules {
	readonly modules: readonly ModuleUses[];
	readonly unreadable: SourceUsage["unreadable"];
}

/**
 * Uses of all modules, counted by column. A place counts as served elsewhere where another column of the same table and
 * the same condition is fixed in every case and leads an index.
 */
export function tallyUsage(read: ReadModules, leadsAnIndex: (table: string, column: string) => boolean): SourceUsage {
	const byColumn = new Map<string, CountedUse[]>();
	for (const { uses } of read.modules) {
		const groups = Map.groupBy(uses, ({ group }) => group);
		for (const use of uses) {
			const siblings = groups.get(use.group) ?? [];
			const fixed = isAccess(use)
				? siblings.filter((other) => isFixedBeside(other, use)).map(({ column }) => column)
				: [];
			const served = fixed.some((column) => leadsAnIndex(use.table, column));
			const key = keyOf(use.table, use.column);
			const known = byColumn.get(key);
			if (known === undefined) byColumn.set(key, [{ use, served, fixed }]);
			else known.push({ use, served, fixed });
		}
	}
	const touches = Map.groupBy(
		read.modules.flatMap((module) => module.touches),
		({ table }) => table,
	);
	const touched = (table: string, kind: string) =>
		(touches.get(table) ?? []).filter((touch) => touch.kind === kind).length;
	return {
		files: read.modules.length,
		unreadable: read.unreadable,
		column: (table, column) => usageOf(byColumn.get(keyOf(table, column)) ?? []),
		table: (table) => ({
			inserts: touched(table, "insert"),
			updates: touched(table, "update"),
			deletes: touched(table, "delete"),
			reads: touched(table, "read"),
		}),
	};
}

function keyOf(table: string, column: string): string {
	return `${table}\0${column}`;
}

function isAccess({ kind, insideOr }: Use): boolean {
	return ACCESS.includes(kind) && !insideOr;
}

/** Whether another column of the same table is fixed whenever this use takes place. */
function isFixedBeside(other: Use, use: Use): boolean {
	return (
		other.table === use.table &&
		other.column !== use.column &&
		FIXING.includes(other.kind) &&
		!other.optional &&
		!other.insideOr
	);
}

interface CountedUse {
	readonly use: Use;
	/** Whether one of `fixed` leads an index. */
	readonly served: boolean;
	readonly fixed: readonly string[];
}

function usageOf(places: readonly CountedUse[]): ColumnUsage {
	const count = (...kinds: readonly UseKind[]) => places.filter(({ use }) => kinds.includes(use.kind)).length;
	const access = places.filter(({ use }) => isAccess(use));
	const examples = access
		.toSorted(
			(a, b) =>
				Number(a.served) - Number(b.served) ||
				Number(a.use.optional) - Number(b.use.optional) ||
				ACCESS.indexOf(a.use.kind) - ACCESS.indexOf(b.use.kind),
		)
		.slice(0, EXAMPLES);
	return {
		access: access.length,
		servedElsewhere: access.filter(({ served }) => served).length,
		equality: count("equality"),
		range: count("range"),
		inList: count("in"),
		like: count("like", "prefix"),
		order: count("order", "order-limited"),
		group: count("group"),
		joinedIn: count("joined-in"),
		joinedFrom: count("joined-from"),
		insideOr: places.filter(({ use }) => use.insideOr).length,
		optional: places.filter(({ use }) => use.optional).length,
		inRawSql: places.filter(({ use }) => use.inRawSql).length,
		written: count("written"),
		alwaysWith: inAll(access.filter(({ served }) => !served).map(({ fixed }) => fixed)),
		examples: examples.map(({ use }) => use.place),
	};
}

function inAll(lists: readonly (readonly string[])[]): readonly string[] {
	const [first = [], ...rest] = lists;
	return [...new Set(first)].filter((column) => rest.every((list) => list.includes(column)));
}
