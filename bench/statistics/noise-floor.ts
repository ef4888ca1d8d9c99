import { hodgesLehmann } from "./hodges-lehmann.ts";
import { holmAdjust } from "./holm.ts";
import { logRatioOfReduction, logRatios, type Pair, reductionPct } from "./log-ratio.ts";
import { signedRankTest } from "./signed-rank.ts";

/** What identical arms showed in one null trial. */
export interface NullTrial {
	readonly reductionPct: number;
	/** 95 %, in percent; the widest interval where pairs are too few for that. */
	readonly ci: readonly [number, number];
	readonly pairs: number;
}

export interface NoiseFloor {
	/** A change below this means nothing on this machine: percent of the slower arm's time, whichever arm that is. */
	readonly pct: number;
	/** Null pairs of all trials together. */
	readonly pairs: number;
	readonly trials: readonly NullTrial[];
}

const LEVEL = 0.95;

function summary(d: readonly number[]): NullTrial {
	const { estimate, interval, pairs } = hodgesLehmann(d, LEVEL);
	return { reductionPct: reductionPct(estimate), ci: [reductionPct(interval[1]), reductionPct(interval[0])], pairs };
}

/**
 * The largest change that before-against-before pairs leave possible although nothing changed. The larger of
 * - the bound farther from zero of the 95 % interval over all null pairs together: it has a width, so it never claims
 *   zero, it narrows as null pairs accumulate, and being rank-based it does not follow a burst;
 * - the estimate of any single trial whose arms differ by Holm's test at 5 % over the trials: a proven bias of that
 *   scenario, such as a connection or an order effect. Not every trial's estimate: the largest of many is mostly luck, and
 *   luck is what each comparison's own interval already covers.
 * Without any trial the floor is 100 %: nothing can be told.
 * @throws RangeError on a trial without pairs.
 */
export function noiseFloor(trials: readonly { readonly pairs: readonly Pair[] }[]): NoiseFloor {
	const ratios = trials.map((trial) => logRatios(trial.pairs));
	const pooled = ratios.flat();
	if (ratios.length === 0) return { pct: 100, pairs: 0, trials: [] };
	const summaries = ratios.map(summary);
	const adjusted = holmAdjust(ratios.map((d) => signedRankTest(d).p));
	const biases = summaries.filter((_, index) => (adjusted[index] ?? 1) <= 1 - LEVEL);
	const bounds = [...summary(pooled).ci, ...biases.map((trial) => trial.reductionPct)];
	const largest = Math.max(...bounds.map((pct) => Math.abs(logRatioOfReduction(pct))));
	return { pct: reductionPct(-largest), pairs: pooled.length, trials: summaries };
}
