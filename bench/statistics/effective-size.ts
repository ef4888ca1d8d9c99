/**
 * How many independent samples a series in time order is worth: neighbours resemble each other on a machine that is
 * slow for a while, and n alike samples tell less than n independent ones. Every function gives the factor by which that
 * inflates the variance of the series' mean, 1 or more; n divided by it is the effective size.
 */

/** No machine state is credited with lasting longer than this lag-1 autocorrelation says: a factor of 19. */
const LARGEST_CORRELATION = 0.9;

function autocorrelation(series: readonly number[]): (lag: number) => number {
	const mean = series.reduce((sum, value) => sum + value, 0) / series.length;
	const centred = series.map((value) => value - mean);
	const total = centred.reduce((sum, value) => sum + value * value, 0);
	return (lag) => {
		let sum = 0;
		for (let i = lag; i < centred.length; i++) sum += (centred[i] ?? 0) * (centred[i - lag] ?? 0);
		return total > 0 ? sum / total : 0;
	};
}

/**
 * (1 + r) / (1 - r) of a first-order autoregression (Bayley & Hammersley, J. R. Statist. Soc. B 8, 1946), r being the
 * lag-1 autocorrelation freed of its bias of -(1 + 3r) / n (Kendall, Biometrika 41, 1954), without which short series
 * pass for independent. Alternating series (r < 0) are not credited with more than their length.
 */
export function firstOrderInflation(series: readonly number[]): number {
	const n = series.length;
	if (n < 5) return 1;
	const unbiased = (n * autocorrelation(series)(1) + 1) / (n - 3);
	const r = Math.min(LARGEST_CORRELATION, Math.max(0, unbiased));
	return (1 + r) / (1 - r);
}

/**
 * The larger of the first-order factor and 1 + 2 * (sum of autocorrelations up to the first pair of lags whose sum is
 * not positive): Geyer's initial positive sequence (Statist. Science 7, 1992), which sees dependence that outlasts its
 * first lag. Each autocorrelation is freed of the bias that taking out the mean causes, about -factor / n.
 */
export function longRunInflation(series: readonly number[]): number {
	const first = firstOrderInflation(series);
	const r = autocorrelation(series);
	const bias = first / series.length;
	let inflation = 1;
	for (let lag = 1; lag + 1 < series.length / 2; lag += 2) {
		const two = r(lag) + r(lag + 1) + 2 * bias;
		if (two <= 0) break;
		inflation += 2 * two;
	}
	return Math.max(first, inflation);
}
