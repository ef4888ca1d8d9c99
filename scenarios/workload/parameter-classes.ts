import type { Placeholder } from "../../mysql/sql/placeholders.ts";
import type { Key, KeySource } from "../suite.ts";
import {
	boundOfClass,
	firstKeys,
	keysOfClass,
	MOST_KEYS,
	type ParameterClass,
	rangeBounds,
	rankedKeys,
	valueAtEnd,
} from "./key-lists.ts";

type Compared = Extract<Placeholder, { kind: "compared" }>;

/** The result of one of the statements that keys are made of. */
type ResultOf = (sql: string) => readonly (readonly unknown[])[];

/** Values for what one table is compared with. */
interface Source {
	readonly lists: readonly string[];
	/** @returns for each place the value of every comparison. */
	readonly places: (resultOf: ResultOf) => readonly (readonly unknown[])[];
}

const LIMIT = 50;

/** Whether one column alone tells the rows of its table apart. */
export type IsUnique = (one: Compared) => boolean;

/**
 * Where the values of a statement's placeholders come from, for one class of parameters.
 * Values that one table is compared with come from one row each, so that conditions on several columns meet.
 * @param limit for LIMIT, where it is known. @returns undefined where some placeholder meets no column.
 */
export function keySource(
	placeholders: readonly Placeholder[],
	wanted: ParameterClass,
	isUnique: IsUnique,
	limit = LIMIT,
): KeySource | undefined {
	if (placeholders.some(({ kind }) => kind === "unknown")) return undefined;
	const byTable = Map.groupBy(
		placeholders.filter((one): one is Compared => one.kind === "compared"),
		({ reference }) => reference.alias,
	);
	const groups = [...byTable.values()];
	const sources = groups.map((compared) => sourceOf(compared, wanted, isUnique));
	const valueFor = (one: Placeholder, rows: readonly (readonly unknown[])[]): Key[number] => {
		if (one.kind === "limit") return limit;
		const group = groups.findIndex((compared) => compared.some((other) => other === one));
		if (one.kind !== "compared" || group < 0) return 0;
		return (rows[group]?.[groups[group]?.indexOf(one) ?? 0] ?? null) as Key[number];
	};
	const lists = [...new Set(sources.flatMap((source) => source.lists))];
	return {
		by: "lists",
		id: wanted,
		lists,
		keys: (results) => {
			const found = sources.map(({ places }) => places((sql) => results[lists.indexOf(sql)] ?? []));
			// Lists of different length are walked side by side; the shorter one starts again at its end.
			const walked = found.every((places) => places.length > 0) ? (found[0]?.slice(0, MOST_KEYS) ?? [[]]) : [];
			return walked.map((_, at) => {
				const rows = found.map((places) => places[at % places.length] ?? []);
				return placeholders.map((one) => valueFor(one, rows));
			});
		},
	};
}

/** The classes in which the values of a statement's placeholders may differ in what they cost. */
export function classesOf(placeholders: readonly Placeholder[], isUnique: IsUnique): readonly ParameterClass[] {
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

function sourceOf(compared: readonly Compared[], wanted: ParameterClass, isUnique: IsUnique): Source {
	const table = compared[0]?.reference.table ?? "";
	const keyed = [
		...new Set(compared.filter(({ comparison }) => !isRange(comparison)).map(({ expression }) => expression)),
	];
	// A pattern is made by the server, which knows where a character of the text ends.
	const patterns = keyed.filter((expression) =>
		compared.some((one) => one.comparison === "like" && one.expression === expression),
	);
	const shown = [
		...keyed.map((_, key) => `k${key}`),
		...patterns.map((expression) => `CONCAT(LEFT(k${keyed.indexOf(expression)}, 4), '%')`),
	];
	const once = wanted === "any" && compared.some(isUnique);
	const keyList = keyed.length === 0 ? undefined : (once ? firstKeys : rankedKeys)(table, keyed, shown);
	const ranges = compared.filter(({ comparison }) => isRange(comparison)).map((one) => boundsOf(one, table));
	const valueAt = (one: Compared, rows: readonly (readonly unknown[])[], place: number, resultOf: ResultOf) => {
		if (isRange(one.comparison)) {
			const bounds = resultOf(boundsOf(one, table));
			return one.comparison === "between-high" ? valueAtEnd(bounds) : boundOfClass(bounds, wanted);
		}
		// The further values of a list are those of the next keys by frequency; past the last one, the key again.
		const row = rows[place + placeInList(compared, one)] ?? rows[place] ?? [];
		return one.comparison === "like"
			? row[keyed.length + patterns.indexOf(one.expression)]
			: row[keyed.indexOf(one.expression)];
	};
	return {
		lists: [...(keyList === undefined ? [] : [keyList]), ...ranges],
		places: (resultOf) => {
			const rows = keyList === undefined ? [[]] : keysOfClass(resultOf(keyList), wanted);
			return rows.map((_, place) => compared.map((one) => valueAt(one, rows, place, resultOf)));
		},
	};
}

/** For "greater" the newest rows, as applications mostly ask for. */
function boundsOf({ comparison, expression }: Compared, table: string): string {
	return rangeBounds(table, expression, comparison === "less" ? "least" : "most");
}

function placeInList(compared: readonly Compared[], one: Compared): number {
	return one.list === undefined ? 0 : compared.filter(({ list }) => list === one.list).indexOf(one);
}
