import type { CoverageRow } from "./coverage-row.ts";
import { holmRows, locationRows, stoppingByPRows, stoppingRows, visitRows } from "./location-coverage.ts";
import { mixBootstrapRows, mixRows } from "./mix-coverage.ts";
import { longRunQuantileRows, quantileBootstrapRows, quantileRows } from "./quantile-coverage.ts";

/** Points by which an interval may cover less than it says. */
export const TOLERANCE_POINTS = 2;

/**
 * Whether an interval keeps its word: of those given, no more miss the truth than it says, and 2 points. Covering more
 * often than said is caution, not error; declining to give one is no claim.
 */
export function keepsNominal({ coveragePct, nominalPct }: CoverageRow): boolean {
	return coveragePct === null || coveragePct >= nominalPct - TOLERANCE_POINTS;
}

/**
 * Every interval of the method on every kind of noise. `runs` trials per row where the margin is narrowest, which is
 * stopping; fewer where it is wide or a trial costly.
 */
export function simulateCoverage(runs: number): CoverageRow[] {
	const some = Math.ceil(runs / 8);
	return [
		...locationRows(Math.ceil(runs / 2)),
		...stoppingRows(runs),
		...visitRows(runs),
		...holmRows(some),
		...mixRows(Math.ceil(runs / 2)),
		...quantileRows(some),
	];
}

/** What the method could have been and is not, for comparison. */
export function simulateAlternatives(runs: number): CoverageRow[] {
	return [
		...stoppingByPRows(runs),
		...mixBootstrapRows(runs),
		...quantileBootstrapRows(runs),
		...longRunQuantileRows(runs),
	];
}
