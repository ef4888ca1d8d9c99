import type { Subject } from "../../measure/survey.ts";
import type { Interval } from "../../record/schema.ts";
import type { MemoryStratum, PoolName, PoolTrialRecord } from "../../record/studies/memory.ts";
import { hodgesLehmann } from "../../statistics/hodges-lehmann.ts";
import { holmAdjust } from "../../statistics/holm.ts";
import { logRatios, reductionPct, speedupFactor } from "../../statistics/log-ratio.ts";
import { median } from "../../statistics/percentile.ts";
import { orderStatisticInterval } from "../../statistics/quantile-interval.ts";
import { signedRankTest } from "../../statistics/signed-rank.ts";
import { typicalRatio } from "../typical-ratio.ts";
import type { PoolTrial } from "./pool-trial.ts";

const LEVEL = 0.95;

/** Trials of one stratum, by pool; a pool is missing where its query failed. */
export type TrialsOfStratum = ReadonlyMap<PoolName, PoolTrial>;

/** Every stratum with what each pool made of it, and how the two differ. */
export function memoryStrata(found: ReadonlyMap<Subject, TrialsOfStratum>): MemoryStratum[] {
	const strata = [...found].map(([subject, trials]) => stratumOf(subject, trials));
	const shifts = [...found.values()].map(shiftOf);
	const tested = shifts.filter((d) => d.length > 0);
	const adjusted = holmAdjust(tested.map((d) => signedRankTest(d).p));
	let next = 0;
	return strata.map((stratum, i) => {
		const d = shifts[i] ?? [];
		const shift = typicalRatio(d, LEVEL);
		if (shift === undefined) return stratum;
		const pAdjusted = adjusted[next++] ?? 1;
		return { ...stratum, shift: { ...shift, pairs: d.length, p: signedRankTest(d).p, pAdjusted } };
	});
}

function stratumOf({ scenario, stratum, keys }: Subject, trials: TrialsOfStratum): MemoryStratum {
	const costs = (["before", "after"] as const).map((arm) => costOf(arm, trials));
	return {
		scenario: scenario.id,
		title: scenario.title,
		stratum: stratum.id,
		keys: keys.length,
		trials: [...trials].map(([pool, trial]) => trialOf(pool, trial)),
		...(costs[0] === undefined ? {} : { beforeCost: costs[0] }),
		...(costs[1] === undefined ? {} : { afterCost: costs[1] }),
	};
}

function trialOf(pool: PoolName, { pairs, plans }: PoolTrial): PoolTrialRecord {
	const times = pairs.map(({ beforeMs, afterMs }): [number, number] => [beforeMs, afterMs]);
	const estimate = hodgesLehmann(logRatios(times), LEVEL);
	const [low, high] = estimate.interval;
	const arm = (name: "before" | "after"): PoolTrialRecord["before"] => {
		const sorted = Float64Array.from(pairs, (pair) => pair[`${name}Ms`]).sort();
		const p50Ci = orderStatisticInterval(sorted, 0.5, LEVEL);
		const waited = pairs.map((pair) => pair[name].waited);
		return {
			p50: median(sorted),
			...(p50Ci === null ? {} : { p50Ci: [p50Ci[0], p50Ci[1]] satisfies Interval }),
			diskReads: median(waited),
			diskReadsRange: [Math.min(...waited), Math.max(...waited)],
			pagesRead: median(pairs.map((pair) => pair[name].pages)),
			plan: plans[name],
		};
	};
	return {
		pool,
		pairs: times,
		order: pairs.map(({ order }) => order),
		before: arm("before"),
		after: arm("after"),
		change: {
			reductionPct: reductionPct(estimate.estimate),
			ci: [reductionPct(high), reductionPct(low)],
			level: estimate.reachable ? LEVEL : estimate.level,
			factor: speedupFactor(estimate.estimate),
			factorCi: [speedupFactor(high), speedupFactor(low)],
			pairs: pairs.length,
			method: estimate.method,
		},
	};
}

/** Pairs of the same key and order with either pool: as many as both have. */
function samePairs(trials: TrialsOfStratum) {
	const everything = trials.get("everything")?.pairs ?? [];
	const tenth = trials.get("tenth")?.pairs ?? [];
	return everything.flatMap((pair, i) => {
		const other = tenth[i];
		return other === undefined ? [] : [{ everything: pair, tenth: other }];
	});
}

/** How many times as long one arm takes with a tenth. */
function costOf(arm: "before" | "after", trials: TrialsOfStratum): MemoryStratum["beforeCost"] {
	const logs = samePairs(trials).map(({ everything, tenth }) => Math.log(tenth[`${arm}Ms`] / everything[`${arm}Ms`]));
	const found = typicalRatio(logs, LEVEL);
	return found === undefined ? undefined : { ...found, pairs: logs.length };
}

/** Logarithm of how many times the speed-up with a tenth is that with everything, pair by pair. */
function shiftOf(trials: TrialsOfStratum): readonly number[] {
	return samePairs(trials).map(
		({ everything, tenth }) =>
			Math.log(tenth.beforeMs / tenth.afterMs) - Math.log(everything.beforeMs / everything.afterMs),
	);
}
