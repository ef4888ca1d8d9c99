const SQRT_TWO_PI = Math.sqrt(2 * Math.PI);

function density(x: number): number {
	return Math.exp((-x * x) / 2) / SQRT_TWO_PI;
}

/**
 * Standard normal distribution function, relative error below 1e-12 in both tails.
 * Centre: Marsaglia's series (Evaluating the Normal Distribution, J. Stat. Software 11(4), 2004).
 * Tails: the continued fraction of Mills' ratio (Abramowitz & Stegun 26.2.14), which the series cannot resolve.
 */
export function normalCdf(x: number): number {
	if (x > 0) return 1 - normalCdf(-x);
	if (x < -3) {
		let fraction = -x;
		for (let k = 80; k > 0; k--) fraction = -x + k / fraction;
		return density(x) / fraction;
	}
	let term = x;
	let sum = x;
	for (let i = 3; Math.abs(term) > 1e-18; i += 2) {
		term *= (x * x) / i;
		sum += term;
	}
	return 0.5 + sum * density(x);
}

/** Inverse of `normalCdf` by Newton's method; -Infinity at 0, Infinity at 1. */
export function normalQuantile(p: number): number {
	if (p <= 0) return -Infinity;
	if (p >= 1) return Infinity;
	if (p > 0.5) return -normalQuantile(1 - p);
	// From 0 the steps descend monotonically to the root, since the function is convex left of 0.
	let x = 0;
	for (let i = 0; i < 200; i++) {
		const step = (normalCdf(x) - p) / density(x);
		x -= step;
		if (Math.abs(step) <= 1e-14 * Math.max(1, Math.abs(x))) break;
	}
	return x;
}
