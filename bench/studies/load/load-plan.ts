import type { RunRecord } from "../../record/schema.ts";

/** Six pairs are the fewest that can have a 95 % signed-rank interval. */
export const ROUND_PAIRS = 6;
/** With the pair that warms up. */
export const PAIRS_RUN = ROUND_PAIRS + 1;
/** Two loops of two arms. */
export const ROUNDS_PER_PAIR = 4;
/** Enough that one operation in twenty is several. */
const OPERATIONS_PER_ROUND = 100;
const SHORTEST_ROUND_MS = 500;
const LONGEST_ROUND_MS = 8000;
/** All rounds of all numbers of sessions together take no more than about this. */
const LONGEST_STUDY_MS = 600_000;
/** In the open loop: low enough that both arms can keep up, high enough that queues form. */
export const RATE_SHARE = 0.6;

/** Milliseconds of the longest round when so many numbers of sessions are tried. */
export function longestRound(levels: number): number {
	return Math.min(LONGEST_ROUND_MS, LONGEST_STUDY_MS / (Math.max(1, levels) * PAIRS_RUN * ROUNDS_PER_PAIR));
}

/** Milliseconds of a round in which about a hundred operations are answered, within the limits. */
export function roundMs(perSecond: number, longestMs: number): number {
	const wanted = (1000 * OPERATIONS_PER_ROUND) / Math.max(perSecond, 1e-3);
	return Math.min(longestMs, Math.max(Math.min(SHORTEST_ROUND_MS, longestMs), wanted));
}

/** Operations of the mix per second that an arm can be expected to answer, from the run's own trials. */
export function expectedPerSecond(record: RunRecord, arm: "before" | "after", sessions: number): number {
	let [weights, ms] = [0, 0];
	for (const scenario of record.scenarios) {
		for (const stratum of scenario.strata) {
			const mean = stratum[arm].mean;
			if (mean === undefined) continue;
			weights += scenario.weight * stratum.share;
			ms += scenario.weight * stratum.share * mean;
		}
	}
	const atOnce = Math.min(sessions, Math.max(1, record.environment.cores));
	return ms > 0 ? (1000 * atOnce * weights) / ms : 1000 * atOnce;
}
