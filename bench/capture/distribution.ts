import type { KeyStatistics } from "../../seed/bundle/key-statistics.ts";

/** No count of fewer rows, keys or calls than this is told by itself. */
export const MERGED_BELOW = 10;

/** A count, and how many have it. */
export interface Weighted {
	readonly value: number;
	readonly weight: number;
}

/** Four digits: more would tell more than anybody needs, and a value with it. */
export function rounded(value: number, digits = 4): number {
	return value === 0 || !Number.isFinite(value) ? 0 : Number(value.toPrecision(digits));
}

/** A share, never outside of 0 to 1. */
export function part(of: number, all: number): number {
	return all <= 0 ? 0 : Math.min(1, Math.max(0, rounded(of / all)));
}

/** The value at a part of all, in ascending order. */
export function quantileOf(ascending: readonly Weighted[], at: number): number {
	const all = ascending.reduce((sum, { weight }) => sum + weight, 0);
	let passed = 0;
	for (const { value, weight } of ascending) {
		passed += weight;
		if (passed >= at * all) return value;
	}
	return ascending.at(-1)?.value ?? 0;
}

export function ascending(values: readonly Weighted[]): readonly Weighted[] {
	return values.toSorted((a, b) => a.value - b.value);
}

/** Moments of a distribution of counts. */
export function quantilesOf(values: readonly Weighted[]): KeyStatistics["rowsPerKey"] {
	const sorted = ascending(values);
	const all = sorted.reduce((sum, { weight }) => sum + weight, 0);
	const sum = sorted.reduce((total, { value, weight }) => total + value * weight, 0);
	return {
		mean: all === 0 ? 0 : rounded(sum / all),
		p50: rounded(quantileOf(sorted, 0.5)),
		p90: rounded(quantileOf(sorted, 0.9)),
		p99: rounded(quantileOf(sorted, 0.99)),
		max: rounded(sorted.at(-1)?.value ?? 0),
	};
}

/** Shares of the rows that the most frequent keys have. @param counts rows per key, and how many keys have so many. */
export function topOf(counts: readonly Weighted[]): KeyStatistics["top"] {
	const rows = counts.reduce((sum, { value, weight }) => sum + value * weight, 0);
	const shareOf = (keys: number) => {
		let left = keys;
		let taken = 0;
		for (const { value, weight } of ascending(counts).toReversed()) {
			const now = Math.min(left, weight);
			taken += now * value;
			left -= now;
		}
		return part(taken, rows);
	};
	return { 1: shareOf(1), 10: shareOf(10), 100: shareOf(100), 1000: shareOf(1000) };
}

type Cell = NonNullable<KeyStatistics["histogram"]>[number];

/** Cells by powers of two; one of too few keys is merged with the one below it. */
export function histogramOf(counts: readonly Weighted[]): readonly Cell[] {
	const cells = new Map<number, Cell>();
	for (const { value, weight } of ascending(counts)) {
		const power = Math.floor(Math.log2(Math.max(1, value)));
		const cell = cells.get(power) ?? { from: value, to: value, keys: 0, rows: 0 };
		cells.set(power, { from: cell.from, to: value, keys: cell.keys + weight, rows: cell.rows + value * weight });
	}
	const merged: Cell[] = [];
	for (const cell of cells.values()) {
		const last = merged.at(-1);
		if (last === undefined || (cell.keys >= MERGED_BELOW && last.keys >= MERGED_BELOW)) merged.push(cell);
		else merged[merged.length - 1] = both(last, cell);
	}
	return merged;
}

function both(low: Cell, high: Cell): Cell {
	return { from: low.from, to: high.to, keys: low.keys + high.keys, rows: low.rows + high.rows };
}

/**
 * Distinct values of a table, from those of a sample: the guaranteed-error estimator of Charikar et al. (PODS 2000),
 * sqrt(1/q) * f1 + the others, where f1 are seen once and q is the part that was read.
 */
export function estimatedDistinct(counts: readonly Weighted[], rowsRead: number, rows: number): number {
	const seen = counts.reduce((sum, { weight }) => sum + weight, 0);
	const once = counts.find(({ value }) => value === 1)?.weight ?? 0;
	if (rowsRead >= rows || rowsRead === 0) return seen;
	if (once >= seen * 0.99 && seen >= rowsRead * 0.99) return rows;
	return Math.round(Math.min(rows, Math.sqrt(rows / rowsRead) * once + (seen - once)));
}
