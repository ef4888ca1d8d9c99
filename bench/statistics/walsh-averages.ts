/**
 * Walsh averages are the means (d_i + d_j) / 2 of all pairs i <= j, n(n+1)/2 of them (Walsh 1949).
 * They are ranked here without ever being listed: in sorted data two pointers count those below a value in O(n).
 */

/** How many Walsh averages there are of n values. */
export function walshCount(n: number): number {
	return (n * (n + 1)) / 2;
}

/** The values in ascending order, as the functions below need them. */
export function ascending(values: readonly number[]): Float64Array {
	return Float64Array.from(values).sort();
}

/** Walsh averages at or below `x`: how many, the largest of them, and the smallest one above `x`. */
function splitAt(sorted: Float64Array, x: number): { atOrBelow: number; largestBelow: number; smallestAbove: number } {
	let atOrBelow = 0;
	let largestBelow = -Infinity;
	let smallestAbove = Infinity;
	const n = sorted.length;
	let j = n - 1;
	for (let i = 0; i < n; i++) {
		const left = sorted[i] ?? 0;
		while (j >= i && (left + (sorted[j] ?? 0)) / 2 > x) j--;
		const next = Math.max(i, j + 1);
		if (next < n) smallestAbove = Math.min(smallestAbove, (left + (sorted[next] ?? 0)) / 2);
		if (j < i) break;
		atOrBelow += j - i + 1;
		largestBelow = Math.max(largestBelow, (left + (sorted[j] ?? 0)) / 2);
	}
	return { atOrBelow, largestBelow, smallestAbove };
}

/** How many Walsh averages of the sorted values are at or below `x`. */
export function walshAtOrBelow(sorted: Float64Array, x: number): number {
	return splitAt(sorted, x).atOrBelow;
}

/**
 * The k-th smallest Walsh average (k from 1) of the sorted values, exactly.
 * Bisection on the value, each bound snapped to a Walsh average: about 50 passes of O(n), so n = 100,000 is no burden.
 */
export function walshAverage(sorted: Float64Array, k: number): number {
	let low = sorted[0] ?? Number.NaN;
	let high = sorted[sorted.length - 1] ?? Number.NaN;
	while (low < high) {
		const middle = low + (high - low) / 2;
		// Between neighbouring doubles the middle may round up to `high`, which would never narrow anything.
		const split = splitAt(sorted, middle < high ? middle : low);
		if (split.atOrBelow >= k) high = split.largestBelow;
		else low = split.smallestAbove;
	}
	return low;
}
