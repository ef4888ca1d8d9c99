/** An estimate with its interval at some x. */
export interface BandPoint {
	readonly x: number;
	readonly y: number;
	readonly interval: readonly [number, number];
}

export interface Crossing {
	/** Where the estimates go below zero, for good. */
	readonly x: number;
	/**
	 * Where the interval first reaches below zero, and from where on it stays below; null where the points do not reach
	 * far enough to either side.
	 */
	readonly interval: readonly [number | null, number | null];
}

/**
 * Where a series of estimates goes from zero or above to below zero for good, interpolated linearly between its points, and
 * between which x that may be: where the lower and the upper ends of the intervals cross zero, as in Fieller's limits.
 * @param points by ascending x. @returns undefined where the series starts below zero or does not end there.
 */
export function crossingBelow(points: readonly BandPoint[]): Crossing | undefined {
	const x = lastDescent(points.map((point) => [point.x, point.y]));
	if (x === undefined) return undefined;
	const lower = firstDescent(points.map((point) => [point.x, point.interval[0]]));
	const upper = lastDescent(points.map((point) => [point.x, point.interval[1]]));
	return { x, interval: [lower ?? null, upper ?? null] };
}

type Point = readonly [x: number, y: number];

/** Where the line through the points goes below zero, never to return. */
function lastDescent(points: readonly Point[]): number | undefined {
	const at = points.findLastIndex(([, y]) => y >= 0);
	return descentAfter(points, at);
}

/** Where the line through the points first goes below zero. */
function firstDescent(points: readonly Point[]): number | undefined {
	return descentAfter(points, points.findIndex(([, y]) => y < 0) - 1);
}

/** The zero between the point at a position and the next. */
function descentAfter(points: readonly Point[], at: number): number | undefined {
	const [from, to] = [points[at], points[at + 1]];
	if (from === undefined || to === undefined) return undefined;
	return from[0] + ((to[0] - from[0]) * from[1]) / (from[1] - to[1]);
}
