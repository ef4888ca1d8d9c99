const cumulative = new Map<number, Float64Array>();

/** Pairs of n values: the most inversions that n values can have. */
export function pairCount(n: number): number {
	return (n * (n - 1)) / 2;
}

/**
 * P(K <= k) for k = 0 .. n(n-1)/2 of the number of inversions K of n values in random order: the null distribution of
 * Kendall's test, since his S = n(n-1)/2 - 2K. The i-th value adds 0 .. i-1 inversions, each as likely as any other
 * (Kendall 1938; Hollander & Wolfe 8.1).
 */
function exactCumulative(n: number): Float64Array {
	const known = cumulative.get(n);
	if (known) return known;
	let chance = Float64Array.of(1);
	for (let i = 2; i <= n; i++) {
		const next = new Float64Array(pairCount(i) + 1);
		for (const [k, probability] of chance.entries()) {
			for (let added = 0; added < i; added++) next[k + added] = (next[k + added] ?? 0) + probability / i;
		}
		chance = next;
	}
	let sum = 0;
	const sums = chance.map((probability) => {
		sum += probability;
		return sum;
	});
	cumulative.set(n, sums);
	return sums;
}

/** P(K <= k) of the number of inversions of n values in random order. */
export function inversionsCdf(k: number, n: number): number {
	if (k < 0) return 0;
	return k >= pairCount(n) ? 1 : (exactCumulative(n)[Math.floor(k)] ?? 1);
}

/** The largest k with 2 P(K <= k) <= 1 - level, or -1 where n values cannot reach that level. */
export function inversionsQuantile(n: number, level: number): number {
	let k = -1;
	while (k + 1 < pairCount(n) && 2 * inversionsCdf(k + 1, n) <= 1 - level) k++;
	return k;
}
