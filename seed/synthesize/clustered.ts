import { RandomStream } from "../random-stream.ts";
import type { ClusteredPlan } from "./plan.ts";
import { RankQuota } from "./rank-law.ts";
import { Shuffle } from "./shuffle.ts";

/** Keys of one pattern of counts, which the table repeats from its beginning to its end. */
const PATTERN = 1024;

/** The key of a row, and the rank of that key: the most frequent has 0. */
export interface KeyOfRow {
	readonly key: number;
	readonly rank: number;
}

/**
 * Rows of one key in runs. Keys get their exact numbers of rows, one key's rows after the other's, and then blocks of rows
 * change places: over the whole table, or within a window where keys advance with the rows.
 */
export function clustered(plan: ClusteredPlan, rows: number, seed: number, id: string): (row: number) => KeyOfRow {
	const place = blockShuffle(rows, plan.block, plan.window, new RandomStream(seed, `${id}/blocks`).at(0).uint32());
	return plan.order === "spread" ? spread(plan, rows, seed, id, place) : advancing(plan, rows, seed, id, place);
}

type Place = (row: number) => number;

function spread(plan: ClusteredPlan, rows: number, seed: number, id: string, place: Place): (row: number) => KeyOfRow {
	const quota = new RankQuota(plan.law, rows, Number.POSITIVE_INFINITY);
	const shuffle = new Shuffle(plan.numbers, new RandomStream(seed, `${id}/keys`).at(0).uint32());
	return (row) => {
		quota.seek(place(row));
		return { key: shuffle.at(Math.min(plan.numbers - 1, quota.rank)), rank: quota.rank };
	};
}

function advancing(
	plan: ClusteredPlan,
	rows: number,
	seed: number,
	id: string,
	place: Place,
): (row: number) => KeyOfRow {
	const keys = Math.max(
		1,
		plan.law.reduce((sum, bucket) => sum + bucket.keys, 0),
	);
	// Patterns of one size that come out even: a cut one would have the last key take what is left.
	const patterns = Math.max(1, Math.round(keys / PATTERN));
	const size = Math.ceil(keys / patterns);
	const weight = plan.law.reduce((sum, bucket) => sum + bucket.weight, 0);
	// Ranks at even distances stand for all; shuffled, so that large and small keys take turns.
	const shuffle = new Shuffle(size, new RandomStream(seed, `${id}/pattern`).at(0).uint32());
	const ranks = Array.from({ length: size }, (_, at) => ((shuffle.at(at) + 0.5) * keys) / size);
	const shares = ranks.map((rank) => shareOfRank(plan, rank) / weight);
	const total = shares.reduce((sum, share) => sum + share, 0);
	const ends = new Float64Array(size);
	for (let at = 0, sum = 0; at < size; at++) {
		sum += (shares[at] as number) / total;
		ends[at] = sum;
	}
	const perPattern = rows / patterns;
	const scattered = new Shuffle(plan.numbers, new RandomStream(seed, `${id}/keys`).at(0).uint32());
	const turned = (key: number) => {
		if (plan.order === "local") return scattered.at(key);
		return plan.order === "along" ? key : plan.numbers - 1 - key;
	};
	return (row) => {
		const logical = place(row);
		const pattern = Math.floor(logical / perPattern);
		const at = lowerBound(ends, (logical - pattern * perPattern + 0.5) / perPattern);
		const key = Math.min(plan.numbers - 1, Math.floor(((pattern * size + at) * plan.numbers) / (patterns * size)));
		return { key: turned(key), rank: ranks[at] ?? 0 };
	};
}

function shareOfRank({ law }: ClusteredPlan, rank: number): number {
	let passed = 0;
	for (const bucket of law) {
		passed += bucket.keys;
		if (rank < passed) return bucket.weight / bucket.keys;
	}
	return 0;
}

/** Where the first of ascending ends is that is greater. */
function lowerBound(ends: Float64Array, wanted: number): number {
	let low = 0;
	let high = ends.length - 1;
	while (low < high) {
		const middle = (low + high) >>> 1;
		if (wanted < (ends[middle] as number)) high = middle;
		else low = middle + 1;
	}
	return low;
}

/**
 * A bijection of row numbers that moves whole blocks, each to a place within its own window.
 * @param window part of the table, 0 to 1: 0 leaves all where it is.
 */
export function blockShuffle(rows: number, block: number, window: number, key: number): Place {
	const size = Math.max(1, Math.round(block));
	const blocks = Math.floor(rows / size);
	const perWindow = Math.max(1, Math.min(blocks, Math.round(blocks * window)));
	if (blocks <= 1 || perWindow <= 1) return (row) => row;
	const whole = new Shuffle(perWindow, key);
	const last = Math.floor(blocks / perWindow) * perWindow;
	const rest = blocks - last > 0 ? new Shuffle(blocks - last, key) : undefined;
	return (row) => {
		const at = Math.floor(row / size);
		// Rows after the last whole block stay.
		if (at >= blocks) return row;
		const inside = row - at * size;
		if (at >= last) return (last + (rest as Shuffle).at(at - last)) * size + inside;
		const start = Math.floor(at / perWindow) * perWindow;
		return (start + whole.keyed(at - start, start)) * size + inside;
	};
}
