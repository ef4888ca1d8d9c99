import type { IndexId, IndexNet } from "../record/schema.ts";
import type { WriteRecord } from "../record/studies/writes.ts";
import { hodgesLehmann } from "../statistics/hodges-lehmann.ts";
import { type Amount, savedTime, sumOfAmounts, times } from "../statistics/saved-time.ts";
import { ALPHA } from "./compare.ts";
import { givenUpArm } from "./given-up.ts";
import type { AnsweredStratum } from "./strata-of-index.ts";
import { isTimed } from "./timed-strata.ts";

/** Reads and writes have an interval of their own each (Bonferroni). */
export const PART_LEVEL = 1 - ALPHA / 2;

/** Assumed weights may be wrong by so much. */
const WEIGHT_DOUBT = 10;

interface Sum {
	readonly estimate: number;
	readonly interval: readonly [number | null, number | null];
}

const NOTHING: Sum = { estimate: 0, interval: [0, 0] };

/**
 * The reads that count for or against an index: those that were timed and whose time changed, or may have. What is shown
 * to be no change counts for nothing, or its noise at a large weight would hide what is known.
 */
export function countedReads(
	answered: readonly AnsweredStratum[],
): readonly (AnsweredStratum & { readonly weight: number })[] {
	return answered
		.filter(({ stratum }) => isTimed(stratum) && stratum.verdict !== "no-change")
		.map((one) => ({ ...one, weight: one.scenario.weight * one.stratum.share }))
		.filter(({ weight }) => weight > 0);
}

/**
 * The writes that count: plain inserts that keep the index up to date, and what finds its rows through it. Units that
 * only maintain it are counted where no plain insert was measured, since a unit consists of such inserts.
 */
export function countedWrites(index: IndexId, writes: readonly WriteRecord[]): readonly WriteRecord[] {
	const own = writes.filter(({ tables }) => tables.includes(index.table));
	const maintaining = own.filter(({ maintains }) => maintains.includes(index.name));
	const inserts = maintaining.filter(({ kind }) => kind === "insert");
	const searching = own.filter(({ searches }) => searches.includes(index.name));
	return [...new Set([...(inserts.length > 0 ? inserts : maintaining), ...searching])].filter(
		({ weight }) => weight > 0,
	);
}

/**
 * Reads saved less writes lost, at the stated weights. What a read saves follows from its ratio, so that both have one
 * sign; the cost of a write is the pseudo-median of its paired differences, since one flush of the log outweighs
 * thousands of entries.
 * @returns undefined where no read and no write counts.
 */
export function netOf(
	index: IndexId,
	answered: readonly AnsweredStratum[],
	writes: readonly WriteRecord[],
): IndexNet | undefined {
	const reads = countedReads(answered);
	const losses = countedWrites(index, writes).map((write) => ({ write, cost: costOf(write) }));
	const abandoned = answered.flatMap(abandonedOf);
	if (reads.length + losses.length + abandoned.length === 0) return undefined;
	const amounts = reads.map(savedADay);
	const parts: readonly Sum[] = [sumOfAmounts(amounts), ...abandoned];
	const saved = addUp(parts);
	const lost = addUp(losses.map(({ cost }) => cost));
	const [low, high] = saved.interval;
	const [least = 0, most = 0] = [lost.interval[0] ?? 0, lost.interval[1] ?? 0];
	return {
		ms: saved.estimate - lost.estimate,
		ci: [low === null ? null : low - most, high === null ? null : high - least],
		level: 1 - ALPHA,
		savedMs: saved.estimate,
		savedMsCi: [low, high],
		lostMs: lost.estimate,
		lostMsCi: [least, most],
		reads: [
			...new Set([
				...reads.map(({ scenario }) => scenario.id),
				...answered.filter((one) => abandonedOf(one).length > 0).map(({ scenario }) => scenario.id),
			]),
		],
		writes: losses.map(({ write }) => write.id),
		weights: "assumed",
		restsOnWeights: restsOnWeights(
			[...amounts, ...abandoned].map(({ estimate }) => estimate),
			losses.map(({ cost }) => -cost.estimate),
		),
	};
}

/** What the counted reads save a day; nothing where there are none. */
export function savedByReads(reads: ReturnType<typeof countedReads>): Amount {
	return sumOfAmounts(reads.map(savedADay));
}

function savedADay({ weight, stratum }: ReturnType<typeof countedReads>[number]): Amount {
	return times(weight, savedTime(stratum.pairs, PART_LEVEL));
}

/**
 * What is known of a stratum of which one arm was given up for some key: for that key at least half of the limit is
 * saved, or lost, and nobody knows how much more.
 */
function abandonedOf({ scenario, stratum }: AnsweredStratum): readonly Sum[] {
	const arm = givenUpArm(stratum);
	if (arm === undefined) return [];
	if (arm === "both") return [];
	const seconds = stratum[arm === "with" ? "after" : "before"].timedOutSeconds ?? 0;
	const part = (scenario.weight * stratum.share) / Math.max(1, stratum.parameters.length);
	const least = stratum.verdict === "unresolved" ? 0 : (part * seconds * 1000) / 2;
	return [
		arm === "without" ? { estimate: least, interval: [least, null] } : { estimate: -least, interval: [null, -least] },
	];
}

/** What a write costs an index a day. Where it concerns several indexes, the index's own part is anything up to all of it. */
function costOf({ weight, pairs, maintains, searches }: WriteRecord): Sum {
	const indexes = new Set([...maintains, ...searches]).size;
	const { estimate, interval } = hodgesLehmann(
		pairs.map(([absent, present]) => present - absent),
		PART_LEVEL,
	);
	const [low, high] = [weight * interval[0], weight * interval[1]];
	return indexes <= 1
		? { estimate: weight * estimate, interval: [low, high] }
		: { estimate: (weight * estimate) / indexes, interval: [Math.min(0, low), Math.max(0, high)] };
}

/** Bounds add up: wider than need be, and never too narrow. */
function addUp(sums: readonly Sum[]): Sum {
	const plus = (a: number | null, b: number | null) => (a === null || b === null ? null : a + b);
	return sums.reduce(
		(total, { estimate, interval }) => ({
			estimate: total.estimate + estimate,
			interval: [plus(total.interval[0], interval[0]), plus(total.interval[1], interval[1])],
		}),
		NOTHING,
	);
}

/** Whether the sign would be another one if what counts on the other side weighed ten times as much. */
function restsOnWeights(...parts: readonly (readonly number[])[]): boolean {
	const all = parts.flat();
	const gains = all.filter((ms) => ms > 0).reduce((sum, ms) => sum + ms, 0);
	const losses = -all.filter((ms) => ms < 0).reduce((sum, ms) => sum + ms, 0);
	return gains >= losses ? losses * WEIGHT_DOUBT > gains : gains * WEIGHT_DOUBT > losses;
}
