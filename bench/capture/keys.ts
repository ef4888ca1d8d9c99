import { quoted } from "../../mysql/sql/identifiers.ts";
import type { KeyStatistics, ReferenceStatistics } from "../../seed/bundle/key-statistics.ts";
import type { BundledTable } from "../../seed/bundle/schema-part.ts";
import {
	ascending,
	estimatedDistinct,
	histogramOf,
	part,
	quantileOf,
	quantilesOf,
	rounded,
	topOf,
	type Weighted,
} from "./distribution.ts";
import type { Sample } from "./sample.ts";
import type { Source } from "./source.ts";

/** Columns whose rows per key decide something: references, leading parts of indexes, conditions of queries. */
export function keysToRead(
	{ indexes, foreignKeys, primaryKey }: BundledTable,
	conditions: readonly (readonly string[])[],
): readonly (readonly string[])[] {
	const wanted: (readonly string[])[] = foreignKeys.map(({ columns }) => columns);
	for (const { kind, parts } of indexes) {
		if (kind === "fulltext" || kind === "spatial") continue;
		const columns: string[] = [];
		for (const one of parts) {
			if (!("column" in one) || one.length !== undefined) break;
			columns.push(one.column);
			const isWhole = kind === "unique" && columns.length === parts.length;
			if (!isWhole) wanted.push([...columns]);
		}
	}
	if (primaryKey !== undefined && primaryKey.length > 1) wanted.push(primaryKey.slice(0, 1));
	wanted.push(...conditions);
	const unique = new Set([
		...(primaryKey === undefined ? [] : [setOf(primaryKey)]),
		...indexes.flatMap(({ kind, parts }) =>
			kind === "unique" && parts.every((one) => "column" in one && one.length === undefined)
				? [setOf(parts.map((one) => ("column" in one ? one.column : "")))]
				: [],
		),
	]);
	const found = new Map(wanted.map((columns) => [setOf(columns), columns]));
	return [...found].filter(([set, columns]) => !unique.has(set) && columns.length <= 16).map(([, columns]) => columns);
}

function setOf(columns: readonly string[]): string {
	return JSON.stringify(columns.toSorted());
}

export interface KeyRequest {
	readonly source: Source;
	readonly sample: Sample;
	readonly definition: BundledTable;
	readonly columns: readonly string[];
	/** Rows on a page of the clustered index. */
	readonly rowsPerPage: number;
}

/** What one key tells, and how many rows each of its values has. */
export interface ReadKey {
	readonly statistics: KeyStatistics;
	readonly counts: readonly Weighted[];
}

/** How many rows each key has: the server answers with counts of counts, so no value is asked for. @throws NotKnown */
export async function readKey(request: KeyRequest): Promise<ReadKey> {
	const { source, sample, definition, columns } = request;
	const isIndexed = definition.indexes.some(({ kind, parts }) => {
		const leading = parts
			.slice(0, columns.length)
			.flatMap((one) => ("column" in one && !one.length ? [one.column] : []));
		return (kind === "plain" || kind === "unique") && setOf(leading) === setOf(columns);
	});
	// What an index holds is read from it alone, so that large tables have true counts too.
	const isAll = sample.isAll || (isIndexed && sample.counted);
	const from = isAll ? `${sample.whole} s` : sample.from;
	const reads = isAll ? sample.rows : sample.rowsRead;
	const names = columns.map((column) => `s.${quoted(column)}`);
	const filled = names.map((name) => `${name} IS NOT NULL`).join(" AND ");
	const answer = await source.ask(
		`SELECT c AS value, COUNT(*) AS weight FROM
		(SELECT COUNT(*) AS c FROM ${from} WHERE ${filled} GROUP BY ${names.join(", ")}) g GROUP BY c`,
		[],
		reads,
	);
	const seen = answer.map(({ value, weight }) => ({ value: Number(value), weight: Number(weight) }));
	const distinct = isAll
		? seen.reduce((sum, { weight }) => sum + weight, 0)
		: estimatedDistinct(seen, sample.rowsRead, sample.rows);
	const counts = isAll ? seen : grown(seen, distinct, sample);
	const statistics: KeyStatistics = {
		columns: [...columns],
		basis: isAll ? "all" : "sample",
		distinct,
		rowsPerKey: quantilesOf(counts),
		top: topOf(seen),
		...(counts.length === 0 ? {} : { histogram: histogramOf(counts).map(roundedCell).slice(0, 40) }),
		...(await placesOf(request, filled)),
		...(isAll && !sample.isAll ? await pagesByNumber(request, filled) : {}),
	};
	return { statistics, counts };
}

/** Counts of a sample as those of the table: more keys than were seen, each with more rows. */
function grown(seen: readonly Weighted[], distinct: number, { rows, rowsRead }: Sample): readonly Weighted[] {
	const keys = seen.reduce((sum, { weight }) => sum + weight, 0);
	const read = seen.reduce((sum, { value, weight }) => sum + value * weight, 0);
	if (keys === 0 || rowsRead === 0) return seen;
	const times = ((read * rows) / rowsRead / Math.max(1, distinct)) * (keys / read);
	return seen.map(({ value, weight }) => ({
		value: Math.max(1, Math.round(value * times)),
		weight: (weight * distinct) / keys,
	}));
}

function roundedCell(cell: NonNullable<KeyStatistics["histogram"]>[number]) {
	return { ...cell, keys: rounded(cell.keys), rows: rounded(cell.rows) };
}

type Places = Pick<KeyStatistics, "pagesPerKey" | "run" | "span" | "correlation">;

/**
 * Where the rows of a key lie: equal parts of the rows in the order of the primary key stand for pages. Runs and the
 * correlation also come of a sample by ranges; pages and span only of the whole table.
 */
async function placesOf(
	{ source, sample, definition, columns, rowsPerPage }: KeyRequest,
	filled: string,
): Promise<Places> {
	const { primaryKey } = definition;
	if (!source.hasWindows || primaryKey === undefined || sample.rowsRead === 0) return {};
	const key = columns.map((column) => `s.${quoted(column)}`).join(", ");
	const order = primaryKey.map((column) => `s.${quoted(column)}`).join(", ");
	// Numbers stand in for the values from the innermost query on.
	const placed = `SELECT DENSE_RANK() OVER (ORDER BY ${key}) AS k, ROW_NUMBER() OVER (ORDER BY ${order}) AS p
		FROM ${sample.from} WHERE ${filled}`;
	const [row] = await source.ask(
		`SELECT COUNT(*) AS n, SUM(k <> before_k) + 1 AS runs, ${CORRELATION} FROM
		(SELECT k, p, RANK() OVER (ORDER BY k) AS r, LAG(k) OVER (ORDER BY p) AS before_k FROM (${placed}) a) b`,
		[],
		sample.rowsRead,
	);
	const rows = Number(row?.n);
	if (rows === 0 || row?.runs === null) return {};
	const correlation = correlationOf(row);
	const runs = { run: Math.max(1, rounded(rows / Number(row?.runs))) };
	if (!sample.isAll) return { ...runs, ...correlation };
	const perKey = await source.ask(
		`SELECT n, COUNT(*) AS weight, AVG(pages) AS pages, AVG(span) AS span FROM
		(SELECT k, COUNT(*) AS n, COUNT(DISTINCT FLOOR((p - 1) / ?)) AS pages, (MAX(p) - MIN(p)) / ? AS span
		FROM (${placed}) a GROUP BY k) b GROUP BY n`,
		[Math.max(1, Math.round(rowsPerPage)), rows],
		sample.rowsRead,
	);
	return { ...pagesOf(perKey), ...runs, ...correlation };
}

/**
 * Pages of a large table's keys, of an index alone: it holds the primary key too, and equal ranges of its numbers stand for
 * pages.
 */
async function pagesByNumber(
	{ source, sample: { whole, rows, numbered }, columns, rowsPerPage }: KeyRequest,
	filled: string,
): Promise<Places> {
	if (numbered === undefined || rows === 0) return {};
	const { column, from, to } = numbered;
	const id = `s.${quoted(column)}`;
	const span = Number(to - from) + 1;
	const width = Math.max(1, Math.round((span / rows) * rowsPerPage));
	const perKey = await source.ask(
		`SELECT n, COUNT(*) AS weight, AVG(pages) AS pages, AVG(span) AS span FROM
		(SELECT COUNT(*) AS n, COUNT(DISTINCT (${id} - ${from}) DIV ${width}) AS pages, (MAX(${id}) - MIN(${id})) / ${span} AS span
		FROM ${whole} s WHERE ${filled} GROUP BY ${columns.map((name) => `s.${quoted(name)}`).join(", ")}) b GROUP BY n`,
		[],
		rows,
	);
	return pagesOf(perKey);
}

/** Pearson's correlation of two columns of ranks, by sums that the server makes. */
export const CORRELATION = "AVG(r) AS mr, AVG(p) AS mp, AVG(r * p) AS mrp, STDDEV_POP(r) AS sr, STDDEV_POP(p) AS sp";

export function correlationOf(row: Readonly<Record<string, unknown>> | undefined): { correlation?: number } {
	const [mr, mp, mrp, sr, sp] = [row?.mr, row?.mp, row?.mrp, row?.sr, row?.sp].map(Number) as [
		number,
		number,
		number,
		number,
		number,
	];
	if (!(sr > 0 && sp > 0)) return {};
	return { correlation: Math.max(-1, Math.min(1, Number(((mrp - mr * mp) / (sr * sp)).toFixed(3)))) };
}

function pagesOf(perKey: readonly Readonly<Record<string, unknown>>[]): Places {
	const sizes = ascending(perKey.map(({ n, weight }) => ({ value: Number(n), weight: Number(weight) })));
	if (sizes.length === 0) return {};
	const bySize = new Map(perKey.map((row) => [Number(row.n), row]));
	const at = { top: sizes.at(-1)?.value ?? 0, p90: quantileOf(sizes, 0.9), p50: quantileOf(sizes, 0.5) };
	const several = ascending(
		perKey
			.filter(({ n }) => Number(n) > 1)
			.map(({ span, weight }) => ({ value: Number(span), weight: Number(weight) })),
	);
	return {
		pagesPerKey: (["top", "p90", "p50"] as const).map((of) => ({
			of,
			rows: at[of],
			pages: rounded(Number(bySize.get(at[of])?.pages)),
		})),
		...(several.length === 0 ? {} : { span: part(quantileOf(several, 0.5), 1) }),
	};
}

/** Rows per row of the other table, those without any included. */
export function referenceOf(
	foreignKey: BundledTable["foreignKeys"][number],
	{ counts, statistics }: ReadKey,
	parentRows: number,
): ReferenceStatistics {
	const childless = Math.max(0, parentRows - statistics.distinct);
	return {
		columns: foreignKey.columns,
		refTable: foreignKey.refTable,
		refColumns: foreignKey.refColumns,
		known: "foreign-key",
		fanOut: quantilesOf([{ value: 0, weight: childless }, ...counts]),
		childless: part(childless, parentRows),
		orphans: 0,
	};
}
