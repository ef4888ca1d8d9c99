import { quoted } from "../../mysql/sql/identifiers.ts";

/** Keys that a class offers to draw from: more than a run takes, few enough to be listed at once. */
export const MOST_KEYS = 200;

/** How often the values that one class of parameters is drawn from occur. */
export type ParameterClass = "any" | "frequent" | "middle" | "rare" | "narrow" | "wide";

/** A range that a reader would call narrow, one of no particular width, a wide one: shares of the table's rows. */
const RANGE_SHARES: Readonly<Record<ParameterClass, number>> = {
	any: 0.1,
	frequent: 0.1,
	middle: 0.1,
	rare: 0.1,
	narrow: 0.01,
	wide: 0.5,
};
const SHARES = [...new Set(Object.values(RANGE_SHARES))].toSorted((a, b) => a - b);

/** The ranks by frequency, counted from 1, at which a class of `keys_` distinct keys begins and ends. */
const RANKS: Readonly<Record<"any" | "frequent" | "middle" | "rare", readonly [string, string]>> = {
	any: ["1", "keys_"],
	frequent: ["1", "GREATEST(1, CEIL(keys_ * 0.01))"],
	middle: ["GREATEST(1, FLOOR(keys_ * 0.4))", "GREATEST(1, CEIL(keys_ * 0.6))"],
	rare: ["keys_ - GREATEST(1, CEIL(keys_ * 0.1)) + 1", "keys_"],
};
const CLASSES = ["any", "frequent", "middle", "rare"] as const;

/** One row of a list: which classes a key belongs to, in the order of `CLASSES`, then its values. */
type Row = readonly unknown[];

/**
 * The combinations of these expressions that rows of a table have, most frequent first, for all classes at once: statements
 * that are asked by the same columns share the one look at the table that this takes.
 * @param shown what is told of each combination, of its parts k0, k1, ...
 */
export function rankedKeys(table: string, keyed: readonly string[], shown: readonly string[]): string {
	const names = keyed.map((_, key) => `k${key}`).join(", ");
	const present = keyed.map((expression) => `${expression} IS NOT NULL`).join(" AND ");
	const within = CLASSES.map((name) => {
		const [first, last] = RANKS[name];
		return `rank_ BETWEEN ${first} AND LEAST(${last}, ${first} + ${MOST_KEYS - 1})`;
	});
	return [
		`WITH g AS (SELECT ${keyed.map((expression, key) => `${expression} AS k${key}`).join(", ")}, COUNT(*) AS rows_`,
		`FROM ${quoted(table)} WHERE ${present} GROUP BY ${names}),`,
		`r AS (SELECT ${names}, ROW_NUMBER() OVER (ORDER BY rows_ DESC, ${names}) AS rank_, COUNT(*) OVER () AS keys_ FROM g)`,
		`SELECT ${[...within, ...shown].join(", ")} FROM r WHERE ${within.join(" OR ")} ORDER BY rank_`,
	].join(" ");
}

/** The same of expressions of which one tells the table's rows apart: each combination occurs once, so the first will do. */
export function firstKeys(table: string, keyed: readonly string[], shown: readonly string[]): string {
	const names = keyed.map((_, key) => `k${key}`).join(", ");
	const present = keyed.map((expression) => `${expression} IS NOT NULL`).join(" AND ");
	const columns = keyed.map((expression, key) => `${expression} AS k${key}`).join(", ");
	return [
		`SELECT ${[...CLASSES.map(() => "1"), ...shown].join(", ")} FROM (SELECT ${columns} FROM ${quoted(table)}`,
		`WHERE ${present} ORDER BY ${names} LIMIT ${MOST_KEYS}) keys_ ORDER BY ${names}`,
	].join(" ");
}

/** What such a list tells of the keys of a class, most frequent first. */
export function keysOfClass(list: readonly Row[], wanted: ParameterClass): readonly Row[] {
	const at = CLASSES.indexOf(wanted in RANKS ? (wanted as keyof typeof RANKS) : "any");
	return list.filter((row) => Number(row[at]) === 1).map((row) => row.slice(CLASSES.length));
}

/** The values of an expression beyond which certain shares of the rows lie, from one end; the first is the value at that end. */
export function rangeBounds(table: string, expression: string, end: "least" | "most"): string {
	const order = `ORDER BY ${expression}${end === "most" ? " DESC" : ""}`;
	const places = ["1", ...SHARES.map((share) => `GREATEST(1, CEIL(total * ${share}))`)];
	const ranked = `SELECT ${expression} AS v, ROW_NUMBER() OVER (${order}) AS n, COUNT(*) OVER () AS total FROM ${quoted(table)} WHERE ${expression} IS NOT NULL`;
	const values = places.map((place) => `MAX(IF(n = ${place}, v, NULL))`);
	return `SELECT ${values.join(", ")} FROM (${ranked}) ranked ORDER BY 1`;
}

/** The bound of a class in the one row of such a list. */
export function boundOfClass([row = []]: readonly Row[], wanted: ParameterClass): unknown {
	return row[1 + SHARES.indexOf(RANGE_SHARES[wanted])];
}

/** The value at the end from which the rows of such a list are counted. */
export function valueAtEnd([row = []]: readonly Row[]): unknown {
	return row[0];
}
