import type { RandomStream } from "../random-stream.ts";
import { WeightedChoice } from "../weighted-choice.ts";

/** Ranks that are alike: so many keys, which together have so much of the weight. */
export interface RankBucket {
	readonly keys: number;
	readonly weight: number;
}

/** How often keys occur, most frequent first, in buckets whose number does not grow with that of the keys. */
export type RankLaw = readonly RankBucket[];

/** So many of the first ranks have a bucket of their own. */
const HEAD = 256;
/** Buckets between a rank and twice that rank, in the tail. */
const PER_OCTAVE = 8;

/** Zipf's law: rank r occurs in proportion to 1 / r^exponent; 0 is even. */
export function zipf(keys: number, exponent: number): RankLaw {
	const buckets: { keys: number; weight: number }[] = [];
	const head = Math.min(keys, exponent === 0 ? 0 : HEAD);
	for (let rank = 1; rank <= head; rank++) buckets.push({ keys: 1, weight: rounded(rank ** -exponent) });
	let from = head + 1;
	while (from <= keys) {
		const to = exponent === 0 ? keys : Math.min(keys, Math.max(from, Math.floor(from * 2 ** (1 / PER_OCTAVE))));
		const middle = (from + to) / 2;
		buckets.push({ keys: to - from + 1, weight: rounded((to - from + 1) * middle ** -exponent) });
		from = to + 1;
	}
	return buckets;
}

/** The last bit of a platform's powers must not reach a row. */
function rounded(weight: number): number {
	return Number(weight.toPrecision(9));
}

/** How many keys a law speaks of. */
export function keysOf(law: RankLaw): number {
	return law.reduce((sum, { keys }) => sum + keys, 0);
}

/** Draws ranks, from 0, in constant time. */
export class RankChoice {
	private readonly choice: WeightedChoice;
	private readonly starts: Float64Array;
	private readonly sizes: Float64Array;

	constructor(law: RankLaw) {
		this.choice = new WeightedChoice(law.map(({ weight }) => weight));
		this.sizes = Float64Array.from(law, ({ keys }) => keys);
		this.starts = new Float64Array(law.length);
		for (let at = 1; at < law.length; at++) {
			this.starts[at] = (this.starts[at - 1] as number) + (this.sizes[at - 1] as number);
		}
	}

	draw(stream: RandomStream): number {
		const bucket = this.choice.draw(stream);
		const size = this.sizes[bucket] as number;
		return (this.starts[bucket] as number) + (size === 1 ? 0 : stream.below(size));
	}
}

/**
 * Shares rows out to keys in order of rank, each key as many neighbouring rows as its weight says, none more than `most`:
 * the place of a row among its key's rows is then known without counting.
 */
export class RankQuota {
	/** First row, number of rows, first rank and number of keys of each bucket. */
	private readonly cells: readonly { row: number; rows: number; rank: number; keys: number }[];
	/** Rank of the row last asked for, and its place among the rows of its key. */
	rank = 0;
	place = 0;
	private recent = 0;

	/** @throws RangeError when the keys cannot take so many rows. */
	constructor(law: RankLaw, rows: number, most: number) {
		this.cells = quotas(law, rows, most);
	}

	/** Sets `rank` and `place` for a row. */
	seek(row: number): void {
		const cell = this.cellOf(row);
		const inside = row - cell.row;
		const key = Math.floor((inside * cell.keys) / cell.rows);
		this.rank = cell.rank + key;
		this.place = inside - Math.ceil((key * cell.rows) / cell.keys);
	}

	private cellOf(row: number) {
		let at = this.recent;
		if (row < (this.cells[at]?.row ?? 0)) at = 0;
		while (row >= (this.cells[at + 1]?.row ?? Number.POSITIVE_INFINITY)) at++;
		this.recent = at;
		return this.cells[at] as (typeof this.cells)[number];
	}
}

function quotas(law: RankLaw, rows: number, most: number) {
	const counts = law.map(() => 0);
	let left = rows;
	// What a bucket cannot take is shared out among those that still can.
	for (let open = law.map((_, at) => at); left > 0; ) {
		const total = open.reduce((sum, at) => sum + (law[at]?.weight ?? 0), 0);
		if (!(total > 0)) throw new RangeError(`Keys with ${most} rows at most do not take ${rows} rows.`);
		let given = 0;
		for (const at of open) {
			const { keys, weight } = law[at] as RankBucket;
			const wanted = Math.floor((left * weight) / total);
			const taken = Math.min(keys * most - (counts[at] ?? 0), wanted);
			counts[at] = (counts[at] ?? 0) + taken;
			given += taken;
		}
		left -= given;
		open = open.filter((at) => (counts[at] ?? 0) < (law[at]?.keys ?? 0) * most);
		if (given === 0) {
			for (const at of open) {
				const taken = Math.min(left, (law[at]?.keys ?? 0) * most - (counts[at] ?? 0));
				counts[at] = (counts[at] ?? 0) + taken;
				left -= taken;
			}
			if (left > 0) throw new RangeError(`Keys with ${most} rows at most do not take ${rows} rows.`);
		}
	}
	const cells: { row: number; rows: number; rank: number; keys: number }[] = [];
	let row = 0;
	let rank = 0;
	for (const [at, { keys }] of law.entries()) {
		const taken = counts[at] ?? 0;
		if (taken > 0) cells.push({ row, rows: taken, rank, keys: Math.min(keys, taken) });
		row += taken;
		rank += keys;
	}
	return cells;
}
