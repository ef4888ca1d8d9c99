import { inversionsCdf, inversionsQuantile, pairCount } from "./inversions.ts";
import { median } from "./percentile.ts";

type Point = readonly [x: number, y: number];

export interface Line {
	readonly slope: number;
	/** Closed interval of the slope. If the level is out of reach, the widest there is: smallest to largest slope of two points. */
	readonly interval: readonly [number, number];
	/** Confidence that `interval` attains: at least the one asked for if `reachable`. */
	readonly level: number;
	/** Whether so few points can have an interval of the level asked for: four reach 92 %, five 98 %. */
	readonly reachable: boolean;
	/** Height of the line at x = 0. */
	readonly intercept: number;
	readonly points: number;
	readonly method: string;
}

/**
 * A straight line through points: the median of the slopes of all pairs of points (Theil 1950), with the interval that
 * inverts Kendall's test (Sen 1968; Hollander & Wolfe 9.3): S(c+1) .. S(N-c) of the N ordered slopes, exactly.
 * Chosen over least squares weighted by the precision of each point: points scatter about the line by more than each is
 * uncertain, since no law of growth is exactly a power, and weights would hide that; this interval takes its width from
 * the scatter itself, whatever its distribution, and one bad point in five does not carry the line away.
 * @throws RangeError on fewer than two points, two of the same x, or a coordinate that is not finite.
 */
export function theilSen(points: readonly Point[], level: number): Line {
	if (points.length < 2 || !points.flat().every(Number.isFinite))
		throw new RangeError("a line needs two points or more, with finite coordinates");
	const slopes = slopesOf(points);
	const critical = inversionsQuantile(points.length, level);
	const outside = Math.max(critical, 0);
	const slope = median(slopes);
	const bound = (position: number) => slopes[position] ?? Number.NaN;
	return {
		slope,
		interval: [bound(outside), bound(slopes.length - 1 - outside)],
		level: Math.max(0, 1 - 2 * inversionsCdf(outside, points.length)),
		reachable: critical >= 0,
		intercept: median(points.map(([x, y]) => y - slope * x)),
		points: points.length,
		method: "Theil-Sen line, exact interval from Kendall's distribution",
	};
}

/** Slopes of all pairs of points, ascending. */
function slopesOf(points: readonly Point[]): Float64Array {
	const slopes = new Float64Array(pairCount(points.length));
	let next = 0;
	for (const [i, [x, y]] of points.entries()) {
		for (const [laterX, laterY] of points.slice(i + 1)) {
			if (laterX === x) throw new RangeError(`two points at x = ${x} have no slope`);
			slopes[next++] = (laterY - y) / (laterX - x);
		}
	}
	return slopes.sort();
}
