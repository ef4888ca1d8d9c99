const LANCZOS = [
	76.18009172947146, -86.50532032941678, 24.01409824083091, -1.231739572450155, 0.1208650973866179e-2,
	-0.5395239384953e-5,
];

/** ln of the gamma function for x > 0 (Lanczos, SIAM J. Numer. Anal. 1, 1964), relative error below 1e-9. */
function logGamma(x: number): number {
	const series = LANCZOS.reduce((sum, coefficient, i) => sum + coefficient / (x + 1 + i), 1.000000000190015);
	return (x + 0.5) * Math.log(x + 5.5) - (x + 5.5) + Math.log((Math.sqrt(2 * Math.PI) * series) / x);
}

/**
 * Distribution function of the beta distribution, the regularised incomplete beta function I_x(a, b): continued fraction
 * of Abramowitz & Stegun 26.5.8 evaluated by Lentz's method.
 */
export function betaCdf(x: number, a: number, b: number): number {
	if (x <= 0) return 0;
	if (x >= 1) return 1;
	// The fraction converges fast only left of the mean; the other side is its mirror image.
	if (x > (a + 1) / (a + b + 2)) return 1 - betaCdf(1 - x, b, a);
	const tiny = 1e-300;
	const guarded = (value: number) => (Math.abs(value) < tiny ? tiny : value);
	let c = 1;
	let d = 1 / guarded(1 - ((a + b) * x) / (a + 1));
	let fraction = d;
	for (let m = 1; m < 1000; m++) {
		const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
		d = 1 / guarded(1 + even * d);
		c = guarded(1 + even / c);
		fraction *= d * c;
		const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
		d = 1 / guarded(1 + odd * d);
		c = guarded(1 + odd / c);
		fraction *= d * c;
		if (Math.abs(d * c - 1) < 1e-15) break;
	}
	const front = logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x);
	return (Math.exp(front) * fraction) / a;
}

/** Inverse of `betaCdf` in x, by bisection; 0 where a is 0 and 1 where b is 0, as Clopper & Pearson's limits need. */
export function betaQuantile(p: number, a: number, b: number): number {
	if (a <= 0) return 0;
	if (b <= 0) return 1;
	let low = 0;
	let high = 1;
	while (high - low > 1e-14 * high) {
		const middle = (low + high) / 2;
		if (middle <= low || middle >= high) break;
		if (betaCdf(middle, a, b) < p) low = middle;
		else high = middle;
	}
	return (low + high) / 2;
}

/** Quantile of Student's t with any df > 0: t^2 / (df + t^2) is beta distributed (Abramowitz & Stegun 26.7.1). */
export function studentQuantile(p: number, df: number): number {
	if (p < 0.5) return -studentQuantile(1 - p, df);
	const x = betaQuantile(2 * (1 - p), df / 2, 0.5);
	return Math.sqrt((df * (1 - x)) / x);
}
