import { WORK_KINDS, type Work } from "../record/work.ts";

/** Beyond this a factor says no more than "many times". */
const LARGEST_FACTOR = 1e9;

/** The work in microseconds at the middle of each price range (geometric). */
export function middleOf({ parts }: Work): number {
	return Object.values(parts).reduce((sum, [count, low, high]) => sum + count * middlePrice(low, high), 0);
}

/** A range that begins at nothing has its middle well below the top. */
function middlePrice(low: number, high: number): number {
	return Math.sqrt(Math.max(low, high / 25) * high);
}

/**
 * Whether the first work costs at least `factor` times the second at every price within the ranges. A price is the same
 * for both, whatever it is: so what both do alike weighs on neither side, and the worst price of a kind is that end of
 * its range that speaks against the claim.
 * @param gap microseconds by which it must be more than that, at the least.
 */
export function costsAtLeast(first: Work, second: Work, factor: number, gap = 0): boolean {
	let worst = 0;
	for (const kind of WORK_KINDS) {
		const [counted = 0, low, high] = first.parts[kind] ?? [];
		const [other = 0, otherLow, otherHigh] = second.parts[kind] ?? [];
		const difference = counted - factor * other;
		worst += difference * (difference > 0 ? (low ?? otherLow ?? 0) : (high ?? otherHigh ?? 0));
	}
	return worst >= gap;
}

/**
 * The least and most that work before may be of work after, over all plausible prices.
 * @returns for example [1.4, 3.1]: surely more than 1.4 times, surely less than 3.1 times.
 */
export function factorBounds(before: Work, after: Work): readonly [number, number] {
	return [largestFactor(before, after), 1 / largestFactor(after, before)];
}

/** The largest factor for which `costsAtLeast` holds, by bisection in its logarithm. */
function largestFactor(first: Work, second: Work): number {
	let [low, high] = [-Math.log(LARGEST_FACTOR), Math.log(LARGEST_FACTOR)];
	if (!costsAtLeast(first, second, Math.exp(low))) return 1 / LARGEST_FACTOR;
	for (let i = 0; i < 60; i++) {
		const middle = (low + high) / 2;
		if (costsAtLeast(first, second, Math.exp(middle))) low = middle;
		else high = middle;
	}
	return Math.exp(low);
}
