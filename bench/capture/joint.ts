import { quoted } from "../../mysql/sql/identifiers.ts";
import type { TableNeed } from "../../scenarios/workload/table-needs.ts";
import type { ColumnStatistics } from "../../seed/bundle/column-statistics.ts";
import type { TableStatistics } from "../../seed/bundle/format.ts";
import type { JointStatistics } from "../../seed/bundle/key-statistics.ts";
import { part, quantilesOf } from "./distribution.ts";
import type { Sample } from "./sample.ts";
import { NotKnown, type Source } from "./source.ts";

/** Pairs of one table, for the sake of the source. */
const MOST_PAIRS = 12;
const NEARLY_UNIQUE = 0.5;
/** So many second values are told by their shares. */
const TOLD = 16;
/** Shares within keys are read of second columns with no more values than this. */
const FEW = 500;

/**
 * Columns that meet in a condition, or in a condition and an order, costliest query first; and columns of one index, since it
 * was made for them. The one with more distinct values comes first.
 */
export function pairsToRead(
	{ columns, definition, rows }: TableStatistics,
	needs: readonly TableNeed[],
): readonly (readonly [string, string])[] {
	const distinct = new Map(columns.map((column) => [column.name, column.distinct]));
	const together = [
		...needs.map(({ equal, other, order }) => [...equal, ...other, ...order.map(({ column }) => column)]),
		...definition.indexes.map(({ parts }) => parts.flatMap((one) => ("column" in one ? [one.column] : []))),
	];
	const pairs = new Map<string, readonly [string, string]>();
	for (const met of together) {
		const known = [...new Set(met)].filter((name) => (distinct.get(name) ?? 0) > 1);
		for (const [at, one] of known.entries()) {
			for (const other of known.slice(at + 1)) {
				const isFirst = (distinct.get(one) ?? 0) >= (distinct.get(other) ?? 0);
				const pair = isFirst ? ([one, other] as const) : ([other, one] as const);
				pairs.set(JSON.stringify(pair), pair);
			}
		}
	}
	// Where nearly each row has a first value of its own, the second always depends on it.
	return [...pairs.values()]
		.filter(([first]) => (distinct.get(first) ?? 0) < rows * NEARLY_UNIQUE)
		.slice(0, MOST_PAIRS);
}

/** Fewer rows per key in a sample would make any second value look as if it hung on the key. */
const ENOUGH = 5;

/** The rows to read for a pair: the sample, or the whole table where that has too few rows per key. @throws NotKnown */
export function sampleForPair(sample: Sample, first: ColumnStatistics | undefined): Sample {
	if (sample.isAll || sample.rowsRead >= ENOUGH * (first?.distinct ?? 0)) return sample;
	if (!sample.counted) throw new NotKnown("budget");
	return { ...sample, from: `${sample.whole} s`, rowsRead: sample.rows, isAll: true };
}

/** How two columns hang together, by counts alone. @throws NotKnown */
export async function readJoint(
	source: Source,
	sample: Sample,
	[first, second]: readonly [string, string],
	secondStatistics: ColumnStatistics | undefined,
): Promise<JointStatistics> {
	const [a, b] = [`s.${quoted(first)}`, `s.${quoted(second)}`];
	const pairs = `SELECT ${a} AS a, ${b} AS b, COUNT(*) AS n FROM ${sample.from}
		WHERE ${a} IS NOT NULL AND ${b} IS NOT NULL GROUP BY ${a}, ${b}`;
	const answer = await source.ask(
		`SELECT d, COUNT(*) AS weight, SUM(most) AS most, SUM(n) AS n FROM
		(SELECT COUNT(*) AS d, MAX(n) AS most, SUM(n) AS n FROM (${pairs}) x GROUP BY a) y GROUP BY d`,
		[],
		sample.rowsRead,
	);
	const sum = (of: (row: (typeof answer)[number]) => number) => answer.reduce((total, row) => total + of(row), 0);
	const seen = sum(({ d, weight }) => Number(d) * Number(weight));
	return {
		columns: [first, second],
		distinct: seen,
		purity: part(
			sum(({ most }) => Number(most)),
			sum(({ n }) => Number(n)),
		),
		...(answer.length === 0
			? {}
			: {
					secondsPerFirst: quantilesOf(answer.map(({ d, weight }) => ({ value: Number(d), weight: Number(weight) }))),
				}),
		...(await withinOf(source, sample, pairs, secondStatistics)),
	};
}

/** Shares of the second column's frequent values by how frequent the key is. Values are numbered in their order. */
async function withinOf(
	source: Source,
	sample: Sample,
	pairs: string,
	second: ColumnStatistics | undefined,
): Promise<Pick<JointStatistics, "within">> {
	const { frequent = [], distinct = 0 } = second ?? {};
	if (!source.hasWindows || frequent.length === 0 || distinct > FEW) return {};
	const answer = await source.ask(
		`SELECT CASE WHEN place <= CEIL(number * 0.01) THEN 0 WHEN place <= CEIL(number * 0.1) THEN 1 ELSE 2 END AS class,
		r, SUM(n) AS n FROM
		(SELECT n, r, place, MAX(place) OVER () AS number FROM
		(SELECT n, DENSE_RANK() OVER (ORDER BY b) AS r, DENSE_RANK() OVER (ORDER BY inAll DESC, a) AS place FROM
		(SELECT a, b, n, SUM(n) OVER (PARTITION BY a) AS inAll FROM (${pairs}) x) y) z) w GROUP BY class, r`,
		[],
		sample.rowsRead,
	);
	const ranks = frequent.slice(0, TOLD).map(({ code }) => Math.round(code * Math.max(0, distinct - 1)) + 1);
	const sharesOf = (wanted: number) => {
		const own = answer.filter((row) => Number(row.class) === wanted);
		const all = own.reduce((sum, { n }) => sum + Number(n), 0);
		return ranks.map((rank) => part(Number(own.find(({ r }) => Number(r) === rank)?.n ?? 0), all));
	};
	// A class of hardly any rows would tell of these alone.
	const [top, next, rest] = [sharesOf(0), sharesOf(1), sharesOf(2)];
	return { within: { top, next, rest } };
}
