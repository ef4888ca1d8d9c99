import { quoted } from "../../mysql/sql/identifiers.ts";
import type { Placeholder } from "../../mysql/sql/placeholders.ts";

/** How often the values that one class of parameters is drawn from occur. */
export type ParameterClass = "any" | "frequent" | "middle" | "rare" | "narrow" | "wide";

type Compared = Extract<Placeholder, { kind: "compared" }>;

/** Keys that a class offers to draw from: more than a run takes, few enough to be listed at once. */
const MOST_KEYS = 200;
/** A range that a reader would call narrow, one of no particular width, a wide one: shares of the table's rows. */
const RANGE_SHARES: Readonly<Record<ParameterClass, number>> = {
	any: 0.1,
	frequent: 0.1,
	middle: 0.1,
	rare: 0.1,
	narrow: 0.01,
	wide: 0.5,
};
const LIMIT = 50;

/**
 * A query whose rows are the values of a statement's placeholders, in their order, for one class of parameters.
 * Values that one table is compared with come from one row each, so that conditions on several columns meet.
 * @returns undefined where some placeholder meets no column.
 */
export function keyQuery(placeholders: readonly Placeholder[], wanted: ParameterClass): string | undefined {
	if (placeholders.some(({ kind }) => kind === "unknown")) return undefined;
	const sources = new Map<string, readonly Compared[]>();
	for (const one of placeholders) {
		if (one.kind !== "compared") continue;
		sources.set(one.reference.alias, [...(sources.get(one.reference.alias) ?? []), one]);
	}
	const parts = [...sources.values()].map((compared, number) => sourceOf(compared, wanted, `s${number}`));
	const column = (one: Placeholder) => {
		if (one.kind === "limit") return String(LIMIT);
		if (one.kind !== "compared") return "0";
		const names = [...sources.keys()];
		const name = `s${names.indexOf(one.reference.alias)}`;
		return `${name}.${columnName((sources.get(one.reference.alias) ?? []).indexOf(one))}`;
	};
	const [first, ...others] = parts;
	if (first === undefined) return `SELECT ${placeholders.map(column).join(", ")} ORDER BY 1`;
	// Lists of different length are walked side by side; the shorter one starts again at its end.
	const joins = others.map(({ name }) => `JOIN ${name} ON ${name}.place = (s0.place - 1) % ${name}.places + 1`);
	return [
		`WITH ${parts.map(({ ctes }) => ctes).join(", ")}`,
		`SELECT ${placeholders.map(column).join(", ")} FROM s0 ${joins.join(" ")} ORDER BY s0.place LIMIT ${MOST_KEYS}`,
	].join(" ");
}

/** The classes in which the values of a statement's placeholders may differ in what they cost. */
export function classesOf(
	placeholders: readonly Placeholder[],
	isUnique: (one: Compared) => boolean,
): readonly ParameterClass[] {
	const compared = placeholders.filter((one): one is Compared => one.kind === "compared");
	const keyed = compared.filter(({ comparison }) => !isRange(comparison));
	if (keyed.some((one) => !isUnique(one)) && !keyed.some((one) => isUnique(one) && one.comparison === "equal")) {
		return ["frequent", "middle", "rare"];
	}
	return keyed.length === 0 && compared.length > 0 ? ["narrow", "wide"] : ["any"];
}

function isRange(comparison: Compared["comparison"]): boolean {
	return comparison === "less" || comparison === "greater" || comparison.startsWith("between");
}

function columnName(number: number): string {
	return `v${number}`;
}

/** Values for what one table is compared with: the list of them by place, named so that they can be joined. */
function sourceOf(compared: readonly Compared[], wanted: ParameterClass, name: string) {
	const keyed = unique(compared.filter(({ comparison }) => !isRange(comparison)).map(({ expression }) => expression));
	const lists = new Map<string, number>();
	for (const { expression, list } of compared) {
		if (list !== undefined) lists.set(expression, Math.max(0, compared.filter((one) => one.list === list).length - 1));
	}
	const table = quoted(compared[0]?.reference.table ?? "");
	const share = RANGE_SHARES[wanted];
	const used = new Map<number, number>();
	const values = compared.map((one, number) => {
		const key = keyed.indexOf(one.expression);
		if (isRange(one.comparison)) return `${rangeValue(one, table, share)} AS ${columnName(number)}`;
		const value = one.comparison === "like" ? `CONCAT(LEFT(k${key}, 4), '%')` : `k${key}`;
		if (one.list === undefined) return `${value} AS ${columnName(number)}`;
		const place = used.get(one.list) ?? 0;
		used.set(one.list, place + 1);
		// The further values of a list are those of the next keys by frequency; past the last one, the key again.
		return `COALESCE(LEAD(k${key}, ${place}) OVER (ORDER BY rank_), k${key}) AS ${columnName(number)}`;
	});
	if (keyed.length === 0) {
		return { name, ctes: `${name} AS (SELECT 1 AS place, 1 AS places, ${values.join(", ")})` };
	}
	const aliases = keyed.map((expression, key) => `${expression} AS k${key}`).join(", ");
	const names = keyed.map((_, key) => `k${key}`).join(", ");
	const present = keyed.map((expression) => `${expression} IS NOT NULL`).join(" AND ");
	const ctes = [
		`${name}g AS (SELECT ${aliases}, COUNT(*) AS rows_ FROM ${table} WHERE ${present} GROUP BY ${names})`,
		`${name}r AS (SELECT ${names}, ROW_NUMBER() OVER (ORDER BY rows_ DESC, ${names}) AS rank_, COUNT(*) OVER () AS keys_ FROM ${name}g)`,
		`${name}c AS (SELECT * FROM ${name}r WHERE ${rankCondition(wanted)} ORDER BY rank_ LIMIT ${MOST_KEYS})`,
		`${name} AS (SELECT ROW_NUMBER() OVER (ORDER BY rank_) AS place, COUNT(*) OVER () AS places, ${values.join(", ")} FROM ${name}c)`,
	];
	return { name, ctes: ctes.join(", ") };
}

/** The ranks by frequency, counted from 1, that belong to a class of `keys_` distinct keys. */
function rankCondition(wanted: ParameterClass): string {
	if (wanted === "frequent") return "rank_ <= GREATEST(1, CEIL(keys_ * 0.01))";
	if (wanted === "middle") return "rank_ BETWEEN GREATEST(1, FLOOR(keys_ * 0.4)) AND GREATEST(1, CEIL(keys_ * 0.6))";
	if (wanted === "rare") return "rank_ > keys_ - GREATEST(1, CEIL(keys_ * 0.1))";
	return "TRUE";
}

/** The bound beyond which lies that share of the rows: for "greater" the newest, as applications mostly ask for. */
function rangeValue({ comparison, expression }: Compared, table: string, share: number): string {
	const descending = comparison === "greater" || comparison === "between-low";
	const last = comparison === "between-high";
	const order = `ORDER BY ${expression}${descending || last ? " DESC" : ""}`;
	const ranked = `SELECT ${expression} AS v, ROW_NUMBER() OVER (${order}) AS n, COUNT(*) OVER () AS total FROM ${table} WHERE ${expression} IS NOT NULL`;
	const place = last ? "1" : `GREATEST(1, CEIL(total * ${share}))`;
	return `(SELECT MAX(v) FROM (${ranked}) ranked WHERE n = ${place})`;
}

function unique(texts: readonly string[]): readonly string[] {
	return [...new Set(texts)];
}
