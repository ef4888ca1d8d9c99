/** What one stratum's trial is expected to cost. */
export interface TrialCost {
	/** One execution in each arm, milliseconds. */
	readonly pairMs: number;
	/** Pairs without which it has no verdict. */
	readonly leastPairs: number;
	/** No pair beyond those decides anything. */
	readonly decidedByEvidence: boolean;
}

/** Milliseconds that the least number of pairs of these trials will take. */
export function leastCost(trials: readonly TrialCost[]): number {
	return trials.reduce((sum, trial) => sum + trial.pairMs * trial.leastPairs, 0);
}

/**
 * Milliseconds the next trial may take: its least pairs, and an equal share of what is left when every trial still
 * to come has got its least. What a trial does not use stays for those after it.
 */
export function allowance(next: TrialCost, later: readonly TrialCost[], remainingMs: number): number {
	const least = leastCost([next]);
	if (next.decidedByEvidence) return least;
	const spare = Math.max(0, remainingMs - least - leastCost(later));
	return least + spare / (1 + later.filter((trial) => !trial.decidedByEvidence).length);
}
