import type { KeyStatistics } from "../bundle/key-statistics.ts";
import type { ClusteredPlan } from "../synthesize/plan.ts";
import type { RankBucket, RankLaw } from "../synthesize/rank-law.ts";

/** Ranks up to which the bundle tells the share of the rows. */
const HEADS = [1, 10, 100, 1000] as const;
/** Ranks above this part of all keys are told by the histogram, which knows them better. */
const HEAD_PART = 0.1;
/** Buckets between two quantiles, where there is no histogram. */
const BETWEEN = 6;
/** Correlations below this say nothing of an order. */
const ORDERED = 0.3;

/**
 * How many rows each key has, most frequent first, as buckets of rows.
 * @param keys how many keys the twin is to have; the shape stays.
 * @param frequent shares of the most frequent keys one by one, where they are told: a histogram of few keys has its cells
 * merged, and says little of them.
 */
export function lawOfKey(stats: KeyStatistics, keys: number, frequent: readonly number[] = []): RankLaw {
	const growth = keys / Math.max(1, stats.distinct);
	const rows = stats.distinct * stats.rowsPerKey.mean;
	const head: RankBucket[] = frequent.map((part) => ({ keys: 1, weight: part * rows }));
	let passed = frequent.length;
	let share = Math.min(
		1,
		frequent.reduce((sum, part) => sum + part, 0),
	);
	for (const rank of HEADS) {
		if (rank <= passed) continue;
		if (rank > Math.max(1, stats.distinct * HEAD_PART) || rank >= stats.distinct) break;
		head.push({ keys: rank - passed, weight: Math.max(0, stats.top[rank] - share) * rows });
		passed = rank;
		share = Math.max(share, stats.top[rank]);
	}
	const tail = without(stats.histogram === undefined ? fromQuantiles(stats) : fromHistogram(stats.histogram), passed);
	const left = tail.reduce((sum, { weight }) => sum + weight, 0);
	const scale = left > 0 ? (rows * (1 - share)) / left : 0;
	return whole(
		[...head, ...tail.map((bucket) => ({ keys: bucket.keys, weight: bucket.weight * scale }))],
		growth,
		keys,
	);
}

function fromHistogram(cells: NonNullable<KeyStatistics["histogram"]>): readonly RankBucket[] {
	return cells
		.toSorted((a, b) => b.rows / Math.max(1, b.keys) - a.rows / Math.max(1, a.keys))
		.map(({ keys, rows }) => ({ keys, weight: rows }));
}

/** Rows per key between quantiles, on a straight line of their logarithms. */
function fromQuantiles({ distinct, rowsPerKey: { p50, p90, p99, max } }: KeyStatistics): readonly RankBucket[] {
	const edges = [
		{ rank: 0, rows: Math.max(1, max) },
		{ rank: 0.01, rows: Math.max(1, p99) },
		{ rank: 0.1, rows: Math.max(1, p90) },
		{ rank: 0.5, rows: Math.max(1, p50) },
		{ rank: 1, rows: 1 },
	];
	return edges.slice(1).flatMap((to, at) => {
		const from = edges[at] ?? to;
		return Array.from({ length: BETWEEN }, (_, part) => {
			const keys = ((to.rank - from.rank) * distinct) / BETWEEN;
			const size = from.rows * (to.rows / from.rows) ** ((part + 0.5) / BETWEEN);
			return { keys, weight: Number((keys * size).toPrecision(9)) };
		});
	});
}

/** Takes the most frequent keys out of buckets that are in order. */
function without(buckets: readonly RankBucket[], taken: number): readonly RankBucket[] {
	let left = taken;
	return buckets.flatMap(({ keys, weight }) => {
		const out = Math.min(left, keys);
		left -= out;
		return out >= keys ? [] : [{ keys: keys - out, weight: weight * (1 - out / keys) }];
	});
}

/** Whole numbers of keys, so many in all. */
function whole(buckets: readonly RankBucket[], growth: number, keys: number): RankLaw {
	const made: RankBucket[] = [];
	let exact = 0;
	let given = 0;
	for (const [at, bucket] of buckets.entries()) {
		exact += bucket.keys * growth;
		const until = at === buckets.length - 1 ? keys : Math.min(keys, Math.round(exact));
		if (until > given) made.push({ keys: until - given, weight: bucket.weight });
		else if (made.length > 0) made.push({ ...(made.pop() as RankBucket) });
		given = Math.max(given, until);
	}
	return made.length === 0 ? [{ keys: Math.max(1, keys), weight: 1 }] : made;
}

/**
 * Where the rows of a key lie: how many stay together, and whether keys advance with the table.
 * With blocks of B rows, R rows of D keys make about R/B + D (1 - 1/B) runs, of which neighbours of one key are one.
 */
export function clusteringOf(stats: KeyStatistics, rows: number): Pick<ClusteredPlan, "block" | "window" | "order"> {
	const { correlation = 0, span = 1 } = stats;
	const window = Math.sqrt(1 - Math.min(1, Math.abs(correlation)));
	if (Math.abs(correlation) >= ORDERED) {
		return { block: blockOf(stats, rows), window, order: correlation > 0 ? "along" : "against" };
	}
	if (span < ORDERED) return { block: blockOf(stats, rows), window: span, order: "local" };
	return { block: blockOf(stats, rows), window: 1, order: "spread" };
}

function blockOf(stats: KeyStatistics, rows: number): number {
	const { distinct, rowsPerKey, top } = stats;
	const run = stats.run ?? runOfPages(stats);
	// Chance alone puts rows of one key side by side so often.
	const meet = Math.min(0.9, top[1] ** 2 + (top[10] - top[1]) ** 2 / 9 + (top[100] - top[10]) ** 2 / 90);
	if (run === undefined || run <= 1.05 / (1 - meet)) return 1;
	const all = distinct * rowsPerKey.mean;
	const runs = all / (run * (1 - meet));
	const longest = Math.max(1, rows / 4);
	return runs <= distinct ? longest : Math.min(longest, Math.max(1, (all - distinct) / (runs - distinct)));
}

/** Rows on one page are taken for a run, where runs were not counted. */
function runOfPages({ pagesPerKey = [] }: KeyStatistics): number | undefined {
	const [first] = pagesPerKey.filter(({ rows, pages }) => rows > 1 && pages > 0);
	return first === undefined ? undefined : first.rows / first.pages;
}
