/** Positions of the values in ascending order; equal values keep their order. */
function order(p: readonly number[]): number[] {
	return p.map((_, index) => index).sort((a, b) => (p[a] ?? 0) - (p[b] ?? 0) || a - b);
}

/**
 * Holm-adjusted p-values, in the order given: rejecting those <= alpha keeps the chance of any false rejection at or
 * below alpha under every kind of dependence (Holm, Scand. J. Statist. 6, 1979).
 */
export function holmAdjust(p: readonly number[]): number[] {
	const adjusted = new Array<number>(p.length).fill(1);
	let largest = 0;
	order(p).forEach((index, rank) => {
		largest = Math.max(largest, Math.min(1, (p.length - rank) * (p[index] ?? 1)));
		adjusted[index] = largest;
	});
	return adjusted;
}

/**
 * Confidence level at which each comparison's interval is to be taken, in the order given, so that exactly the
 * intervals of rejected comparisons exclude zero. The i-th smallest of m p-values gets 1 - alpha / (m - i + 1) until
 * the first that is not rejected; that one's level serves all later ones, whose p-values are no smaller.
 */
export function holmLevels(p: readonly number[], alpha: number): number[] {
	const levels = new Array<number>(p.length).fill(1 - alpha);
	let stopped: number | undefined;
	order(p).forEach((index, rank) => {
		const level = stopped ?? 1 - alpha / (p.length - rank);
		if ((p[index] ?? 1) > 1 - level) stopped = level;
		levels[index] = level;
	});
	return levels;
}
