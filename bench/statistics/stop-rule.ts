import { hodgesLehmann } from "./hodges-lehmann.ts";
import { isPreciseEnough, pairsNeeded } from "./precision.ts";

export type SamplingDecision = "continue" | "resolved" | "exhausted";

export interface SamplingState {
	/** Log ratios so far, in time order. */
	readonly d: readonly number[];
	/** Confidence of the interval that the verdict will be taken from, e.g. 1 - 0.05 / comparisons. */
	readonly level: number;
	/** Practical threshold in log units, e.g. -ln(1 - 0.05). */
	readonly threshold: number;
	readonly minPairs: number;
	readonly maxPairs: number;
}

/** More pairs of one stratum are never made: what they leave open no number of pairs will tell. */
export const MOST_PAIRS = 2000;

/** Earlier, intervals that are narrow by luck would stop too many trials. */
const FIRST_LOOK = 12;
const GROWTH = 1.5;
/** Fewer pairs may stop only a trial whose effect is large: an interval this narrow so early is mostly luck. */
const LEAST_FOR_SMALL_EFFECT = 24;

/** How many pairs to have at the next look: 12 or minPairs, then half as many again each time, at last maxPairs. */
export function nextLook(pairs: number, minPairs: number, maxPairs: number): number {
	const first = Math.max(FIRST_LOOK, minPairs);
	let look = first;
	for (let exact = first * GROWTH; look <= pairs; exact *= GROWTH) look = Math.floor(exact);
	return Math.min(look, maxPairs);
}

/**
 * Half-width, in log units, at which an interval is narrow enough: a sixth of the effect, which is all that a large
 * effect needs; or, from 24 pairs on, half the threshold, so that an interval around no change fits between the thresholds.
 */
export function precisionGoal(estimate: number, threshold: number, pairs: number): number {
	return Math.max(Math.abs(estimate) / 6, pairs < LEAST_FOR_SMALL_EFFECT ? 0 : threshold / 2);
}

/**
 * Whether to go on sampling. It depends on how wide the interval is, never on whether it excludes anything: stopping
 * at the first significant result would reject a true null with near certainty in the end, whereas stopping at a given
 * width leaves coverage asymptotically untouched (Chow & Robbins, Ann. Math. Statist. 36, 1965), because width and
 * location of symmetric differences are uncorrelated. What is left of it at small n (an interval narrow by luck; an
 * effect large by luck, which a null effect is only some twelve standard errors out) is kept small by few looks at
 * geometrically growing n, the first at 12 pairs; at every other n the answer is "continue". Simulated by
 * `scripts/coverage.ts`: coverage stays within 2 points of nominal.
 *
 * "resolved": narrow enough. "exhausted": maxPairs reached without.
 */
export function samplingDecision({ d, level, threshold, minPairs, maxPairs }: SamplingState): SamplingDecision {
	const isLook = d.length >= maxPairs || nextLook(d.length - 1, minPairs, maxPairs) === d.length;
	if (!isLook) return "continue";
	const found = hodgesLehmann(d, level);
	if (isPreciseEnough(found, precisionGoal(found.estimate, threshold, d.length))) return "resolved";
	return d.length >= maxPairs ? "exhausted" : "continue";
}

/** How many pairs it takes is a rough guess: only what would take so many times what is left is given up. */
const HOPELESS = 2;

/**
 * Whether the interval will not clear the threshold within the time, as far as the pairs so far can tell. Asked at looks
 * alone. Whoever stops here leaves the question open, so that no verdict rests on having stopped.
 */
export function isHopeless(state: SamplingState, spentMs: number, allowedMs: number): boolean {
	const { d, level, threshold, minPairs, maxPairs } = state;
	if (d.length === 0 || nextLook(d.length - 1, minPairs, maxPairs) !== d.length) return false;
	const { estimate } = hodgesLehmann(d, level);
	// The easier of the two ways to a verdict: clear of the threshold, or as narrow as the stopping rule asks.
	const goal = Math.max(
		Math.abs(Math.abs(estimate) - threshold),
		precisionGoal(estimate, threshold, LEAST_FOR_SMALL_EFFECT),
	);
	return pairsNeeded(d, level, goal) * (spentMs / d.length) > HOPELESS * (allowedMs - spentMs);
}
