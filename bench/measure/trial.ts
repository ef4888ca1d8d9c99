import type { Key, Scenario } from "../../scenarios/suite.ts";
import { leastPairs } from "../statistics/precision.ts";
import { isHopeless, MOST_PAIRS, samplingDecision } from "../statistics/stop-rule.ts";
import { hasTrend } from "../statistics/trend.ts";
import { digestOf } from "./digest.ts";
import { ArmTimeout, keyRounds, type Pair, runPair, type TimedArm } from "./pairs.ts";

/** What a trial may spend and what it is to find out. */
export interface TrialPlan {
	/** Confidence the verdict's interval will need. */
	readonly level: number;
	/** Practical threshold in log units. */
	readonly threshold: number;
	/** Time for the trial; the least number of pairs is run even if it takes longer. */
	readonly allowanceMs: number;
	/** Rough milliseconds of one pair; 0 where that is not known. */
	readonly pairMs: number;
	/** Exactly so many pairs, unless the allowance ends first: for a stratum that is visited again. */
	readonly pairs?: number;
	/** Evidence already decides: a few pairs show the latencies, more would be a waste. */
	readonly decidedByEvidence: boolean;
	/** Ends where the pairs so far tell that the allowance will not do: what it leaves open is left open sooner. */
	readonly givesUp?: boolean;
}

/** All pairs of one stratum in time order. */
export interface Trial {
	readonly pairs: readonly (readonly [number, number])[];
	readonly order: readonly ("BA" | "AB")[];
	readonly warmupPairs: number;
	/** Executions per sample in each arm. */
	readonly batch: { readonly before: number; readonly after: number };
	/** Milliseconds of every execution of the pairs, in no order; absent where a sample is one execution. */
	readonly executions?: { readonly before: readonly number[]; readonly after: readonly number[] };
	/** The first key for which the arms returned different results. */
	readonly mismatch?: Key;
	/** What ended the trial: one arm did not answer in time for a key. */
	readonly timedOut?: { readonly arm: "before" | "after"; readonly key: Key; readonly seconds: number };
}

/** Fewer pairs say nothing about a distribution, whatever they cost. */
export const LEAST_PAIRS = 8;

const WARMUP = { leastPairs: 2, mostPairs: 40, block: 5, slowPairMs: 100, mostMs: 1000 };

/** Where evidence decides, slow pairs only show what the latency is: these are enough for that. */
const LEAST_SLOW_PAIRS = 3;
const SLOW_PAIR_MS = 300;

/** Quick pairs cost next to nothing, and more of them rest less on the first moments of a trial. */
const LEAST_QUICK_PAIRS = 24;
const QUICK_PAIR_MS = 15;

/**
 * The least number of pairs a trial runs, and that its verdict can be taken from.
 * @param pairMs rough milliseconds of one pair; 0 where that is not known.
 */
export function plannedPairs(plan: Pick<TrialPlan, "level" | "decidedByEvidence">, pairMs: number): number {
	const isQuick = pairMs > 0 && pairMs < QUICK_PAIR_MS;
	if (!plan.decidedByEvidence) return Math.max(isQuick ? LEAST_QUICK_PAIRS : LEAST_PAIRS, leastPairs(plan.level));
	return pairMs > SLOW_PAIR_MS ? LEAST_SLOW_PAIRS : LEAST_PAIRS;
}

/**
 * Warms up, then runs pairs until the interval is narrow enough or the time is spent.
 * Each key's results are compared between the arms the first time it comes up, outside the timed window.
 * A query that does not answer in time ends the trial; the pairs until then are kept.
 */
export async function runTrial(
	before: TimedArm,
	after: TimedArm,
	keys: readonly Key[],
	comparison: Scenario["result"],
	plan: TrialPlan,
	random: () => number,
	signal: AbortSignal,
): Promise<Trial> {
	const rounds = keyRounds(keys, random);
	let timedOut: Trial["timedOut"];
	const next = async () => {
		const key = rounds.next().value;
		try {
			return await runPair(before, after, key, random);
		} catch (error) {
			if (!(error instanceof ArmTimeout)) throw error;
			timedOut = { arm: error.arm, key, seconds: error.timeout.seconds };
			return undefined;
		}
	};
	const started = performance.now();
	const warmup = await warmUp(next, signal);
	const pairs: [number, number][] = [];
	const order: ("BA" | "AB")[] = [];
	const logRatios: number[] = [];
	const compared = new Set<Key>();
	const executions: { before: number[]; after: number[] } = { before: [], after: [] };
	let mismatch: Key | undefined;
	const minPairs = plannedPairs(plan, plan.pairMs);
	const enough = () => {
		if (plan.pairs !== undefined && pairs.length > 0) {
			return pairs.length >= plan.pairs || performance.now() - started >= plan.allowanceMs;
		}
		if (pairs.length < minPairs) return false;
		if (plan.decidedByEvidence) return true;
		if (performance.now() - started >= plan.allowanceMs) return true;
		const state = { d: logRatios, level: plan.level, threshold: plan.threshold, minPairs, maxPairs: MOST_PAIRS };
		if (plan.givesUp && isHopeless(state, performance.now() - started, plan.allowanceMs)) return true;
		return samplingDecision(state) !== "continue";
	};
	while (timedOut === undefined && !enough()) {
		signal.throwIfAborted();
		const pair = warmup.firstPair.pop() ?? (await next());
		if (pair === undefined) break;
		pairs.push([pair.beforeMs, pair.afterMs]);
		order.push(pair.order);
		executions.before.push(...pair.executions.before);
		executions.after.push(...pair.executions.after);
		logRatios.push(Math.log(pair.afterMs / pair.beforeMs));
		if (mismatch === undefined && !compared.has(pair.key)) {
			compared.add(pair.key);
			if (!sameResults(pair, comparison)) mismatch = pair.key;
		}
	}
	const batch = { before: before.batch, after: after.batch };
	return {
		pairs,
		order,
		warmupPairs: warmup.pairs,
		batch,
		...(Math.max(batch.before, batch.after) > 1 ? { executions } : {}),
		...(mismatch === undefined ? {} : { mismatch }),
		...(timedOut === undefined ? {} : { timedOut }),
	};
}

/**
 * Runs pairs that are not kept until their times stop trending. A slow pair needs none, since taking its evidence was
 * its warm-up: it is handed back as the first of the trial.
 */
async function warmUp(
	next: () => Promise<Pair | undefined>,
	signal: AbortSignal,
): Promise<{ pairs: number; firstPair: Pair[] }> {
	const started = performance.now();
	const seen: Pair[] = [];
	while (seen.length < WARMUP.mostPairs && performance.now() - started < WARMUP.mostMs) {
		signal.throwIfAborted();
		const pair = await next();
		if (pair === undefined) break;
		if (seen.length === 0 && pair.beforeMs + pair.afterMs > WARMUP.slowPairMs) return { pairs: 0, firstPair: [pair] };
		seen.push(pair);
		if (seen.length < WARMUP.leastPairs || seen.length % WARMUP.block !== 0) continue;
		const recent = seen.slice(-2 * WARMUP.block);
		if (!hasTrend(recent.map((p) => p.beforeMs)) && !hasTrend(recent.map((p) => p.afterMs))) break;
	}
	return { pairs: seen.length, firstPair: [] };
}

function sameResults(pair: Pair, comparison: Scenario["result"]): boolean {
	return digestOf(pair.results.before, comparison) === digestOf(pair.results.after, comparison);
}
