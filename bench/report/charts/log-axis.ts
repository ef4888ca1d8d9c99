import { formatNumber } from "../format.ts";

export interface LogAxis {
	readonly min: number;
	readonly max: number;
	/** Where a grid line and its label stand. */
	readonly ticks: readonly number[];
}

/** Beyond these a margin is no number any more, and no steps lead there. */
const LEAST = 1e-300;
const MOST = 1e300;

/**
 * A logarithmic axis around positive values: decades are labelled, or 1-2-5 steps where there are too few decades. It begins
 * with a label, so that what lies below the first decade can be read as well.
 */
export function logAxis(values: readonly number[], margin = 1.25): LogAxis {
	const positive = values.filter((value) => value >= LEAST && value <= MOST);
	if (positive.length === 0) return { min: 0.1, max: 10, ticks: [0.1, 1, 10] };
	const least = positive.reduce((a, b) => Math.min(a, b)) / margin;
	const max = positive.reduce((a, b) => Math.max(a, b)) * margin;
	const min = steps(least / 5, least, [1, 2, 5]).at(-1) ?? least;
	const decades = steps(min, max, [1]);
	if (decades.length >= 2) {
		// Beside the first decade its label would be written over another.
		const begins = (decades[0] ?? min) / min >= 2;
		return { min, max, ticks: begins ? [min, ...decades] : decades };
	}
	const fine = steps(min, max, [1, 2, 5]);
	if (fine.length >= 2) return { min, max, ticks: fine };
	// Less than a step apart: widen to the steps around.
	const around = steps(min / 5, max * 5, [1, 2, 5]);
	const low = around.findLast((step) => step <= min) ?? min;
	const high = around.find((step) => step >= max) ?? max;
	return { min: low, max: high, ticks: [low, high] };
}

/** A tick of a time axis, in one unit each: 100 µs, 10 ms, 100 s. */
export function tickMs(ms: number): string {
	const [value, unit] = ms < 1 ? [ms * 1000, "µs"] : ms < 1000 ? [ms, "ms"] : [ms / 1000, "s"];
	return `${formatNumber(value, value < 1 ? 1 : 0)} ${unit}`;
}

/** A tick of an axis of rows, in one unit each: 500, 10 k, 1 M. */
export function tickRows(rows: number): string {
	if (rows < 1000) return formatNumber(rows);
	return rows < 1e6 ? `${formatNumber(rows / 1000)} k` : `${formatNumber(rows / 1e6)} M`;
}

function steps(min: number, max: number, mantissas: readonly number[]): readonly number[] {
	const found: number[] = [];
	for (let exponent = Math.floor(Math.log10(min)); exponent <= Math.ceil(Math.log10(max)); exponent += 1) {
		for (const mantissa of mantissas) {
			// From text, since 10 ** -3 is not exactly 0.001 everywhere.
			const step = Number(`${mantissa}e${exponent}`);
			if (step >= min && step <= max) found.push(step);
		}
	}
	return found;
}
