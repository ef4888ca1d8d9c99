import type { ColumnStatistics } from "../bundle/column-statistics.ts";
import type { JointStatistics } from "../bundle/key-statistics.ts";

/** Numbers of a column's frequent values: of members their place, of others their place among all values in order. */
export function frequentNumbers({ frequent = [] }: ColumnStatistics, distinct: number): readonly number[] {
	const taken = new Set<number>();
	return frequent.map(({ code, member }) => {
		let number = member === undefined ? Math.round(code * Math.max(0, distinct - 1)) : Math.max(0, member - 1);
		while (taken.has(number)) number++;
		taken.add(number);
		return number;
	});
}

/**
 * Shares of the frequent values and of all others, by class of the key that they are looked at within, and by equal parts of
 * the table: what a class has, times what a part has, over what all have.
 */
export function sharesOf(
	stats: ColumnStatistics,
	joint: JointStatistics | undefined,
): readonly (readonly (readonly number[])[])[] {
	const all = completed((stats.frequent ?? []).map(({ share }) => share));
	const size = all.length;
	const classes =
		joint?.within === undefined
			? [all]
			: [joint.within.top, joint.within.next, joint.within.rest].map((shares) => completed(shares, size));
	const segments = (stats.along ?? []).map((shares) => completed(shares, size));
	return classes.map((shares) => {
		if (segments.length === 0) return [positive(shares)];
		return segments.map((segment) =>
			positive(
				shares.map((share, at) => ((all[at] ?? 0) === 0 ? 0 : (share * (segment[at] ?? 0)) / (all[at] as number))),
			),
		);
	});
}

/** With the share of all other values at the end; what the bundle does not list is none. */
function completed(shares: readonly number[], size = shares.length + 1): readonly number[] {
	const listed = Array.from({ length: size - 1 }, (_, at) => shares[at] ?? 0);
	const sum = listed.reduce((total, share) => total + share, 0);
	return [...listed, Math.max(0, 1 - sum)];
}

function positive(weights: readonly number[]): readonly number[] {
	return weights.some((weight) => weight > 0) ? weights : weights.map(() => 1);
}

/** The part of rows that hang on their key, beyond what the shares alone bring about. */
export function purityOf({ purity }: JointStatistics, { frequent = [] }: ColumnStatistics): number {
	const most = frequent[0]?.share ?? 0;
	return most >= 1 ? 0 : Math.max(0, Math.min(1, (purity - most) / (1 - most)));
}

const CELLS = 256;

/**
 * The distribution of a column over the places of its values: numbers at equal distances of probability. Frequent values
 * take their shares at their places, and the others share out what is left along the quantile codes.
 */
export function quantilePoints(stats: ColumnStatistics, distinct: number): readonly number[] {
	const codes = stats.quantiles;
	if (codes !== undefined && codes.length > 1) {
		return Array.from({ length: CELLS + 1 }, (_, at) => {
			const place = (at / CELLS) * (codes.length - 1);
			const cell = Math.min(codes.length - 2, Math.floor(place));
			const [low, high] = [codes[cell] as number, codes[cell + 1] as number];
			return rounded((low + (high - low) * (place - cell)) * distinct);
		});
	}
	const numbers = frequentNumbers(stats, distinct);
	const heavy = (stats.frequent ?? [])
		.map(({ share }, at) => ({ share, number: numbers[at] ?? 0 }))
		.toSorted((a, b) => a.number - b.number);
	const rest = Math.max(0, 1 - heavy.reduce((sum, { share }) => sum + share, 0));
	/** Probability of all numbers below one. */
	const below = (number: number) =>
		heavy.reduce((sum, one) => sum + (one.number < number ? one.share : 0), (rest * number) / Math.max(1, distinct));
	return Array.from({ length: CELLS + 1 }, (_, at) => {
		let [low, high] = [0, distinct];
		for (let step = 0; step < 40; step++) {
			const middle = (low + high) / 2;
			if (below(middle) < at / CELLS) low = middle;
			else high = middle;
		}
		return rounded(high);
	});
}

/** The last bit of a division must not reach a row. */
function rounded(value: number): number {
	return Math.round(value * 1e4) / 1e4;
}
