import type { TableModel } from "../../model.ts";
import type { Loss } from "../finding.ts";
import { columnsOf, type Key, leadsWith, wholeColumn } from "./keys.ts";

/** One key that another makes needless. */
export interface Redundancy {
	readonly redundant: Key;
	readonly dominant: Key;
	readonly how: "same-columns" | "leading-part" | "beyond-unique";
}

/**
 * The pairs that `sys.schema_redundant_indexes` of a server with these keys shows: the same columns; the leading part
 * of another, unless unique; and what begins with all of a unique one. Keys with prefixes or expressions are left out:
 * the view compares names of columns alone, and a prefix serves less than the whole.
 */
export function redundancies(keys: readonly Key[]): readonly Redundancy[] {
	const comparable = keys.filter((key) => !key.fulltext && key.parts.every((part) => wholeColumn(part) !== undefined));
	return comparable.flatMap((redundant) =>
		comparable.flatMap((dominant): readonly Redundancy[] => {
			const how = redundant.name === dominant.name ? undefined : relationOf(redundant, dominant);
			return how === undefined ? [] : [{ redundant, dominant, how }];
		}),
	);
}

function relationOf(redundant: Key, dominant: Key): Redundancy["how"] | undefined {
	const short = redundant.parts.map(wholeColumn);
	const long = dominant.parts.map(wholeColumn);
	if (short.join("\0") === long.join("\0")) {
		return weaker(redundant, dominant) ? "same-columns" : undefined;
	}
	if (!redundant.unique && begins(long, short)) return "leading-part";
	return dominant.unique && begins(short, long) ? "beyond-unique" : undefined;
}

function begins(long: readonly unknown[], short: readonly unknown[]): boolean {
	return short.length < long.length && short.every((column, position) => column === long[position]);
}

/** Of two with the same columns the one that is not unique goes, else the one whose name comes later; never the primary. */
function weaker(one: Key, other: Key): boolean {
	if (one.unique !== other.unique) return !one.unique;
	return rank(one) > rank(other);
}

function rank({ origin, name }: Key): string {
	return origin === "primary" ? "" : name.toLowerCase();
}

/** What goes with the redundant key, or speaks for it. */
export function lossesOf({ redundant, dominant, how }: Redundancy, table: TableModel): readonly Loss[] {
	const columns = columnsOf(redundant.parts);
	const foreignKey = table.foreignKeys.find((key) => leadsWith(redundant, key.columns))?.name;
	const more = columns.slice(dominant.parts.length);
	return [
		...(how === "leading-part" && dominant.origin !== "primary" ? [{ kind: "primary-key-order" as const }] : []),
		...(how === "leading-part" ? [{ kind: "narrower" as const }] : []),
		...(how === "beyond-unique" && dominant.origin !== "primary" ? [{ kind: "covering" as const, columns: more }] : []),
		...(how === "beyond-unique" && dominant.origin === "primary" ? [{ kind: "narrower" as const }] : []),
		...(foreignKey !== undefined ? [{ kind: "foreign-key" as const, foreignKey }] : []),
	];
}
