import type { CoverageRow } from "./coverage-row.ts";
import { holmRows, locationRows, stoppingByPRows, stoppingRows } from "./location-coverage.ts";
import { mixBootstrapRows, mixRows } from "./mix-coverage.ts";
import { quantileBootstrapRows, quantileRows } from "./quantile-coverage.ts";

/** Points by which an interval may cover less than it says. */
export const TOLERANCE_POINTS = 2;

/**
 * Whether an interval keeps its word: of all runs, at most 1 - nominal, and 2 points, give an interval that misses the
 * truth; and where most runs give one, of those given. Covering more often than said is caution, not error.
 */
export function keepsNominal({ coveragePct, givenPct, nominalPct }: CoverageRow): boolean {
	if (coveragePct === null) return true;
	const allowed = 100 - nominalPct + TOLERANCE_POINTS;
	const missed = 100 - coveragePct;
	return (missed * givenPct) / 100 <= allowed && (givenPct < 50 || missed <= allowed);
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
		...holmRows(some),
		...mixRows(some),
		...quantileRows(some),
	];
}

/** What the method could have been and is not, for comparison. */
export function simulateAlternatives(runs: number): CoverageRow[] {
	return [...stoppingByPRows(runs), ...mixBootstrapRows(runs), ...quantileBootstrapRows(runs)];
}
