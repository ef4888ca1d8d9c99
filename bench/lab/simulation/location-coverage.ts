import { hodgesLehmann } from "../../statistics/hodges-lehmann.ts";
import { holmAdjust, holmLevels } from "../../statistics/holm.ts";
import { logRatios } from "../../statistics/log-ratio.ts";
import { leastPairs } from "../../statistics/precision.ts";
import { signedRankTest } from "../../statistics/signed-rank.ts";
import { nextLook, samplingDecision } from "../../statistics/stop-rule.ts";
import { LEAST_THRESHOLD_PCT, logThreshold } from "../../statistics/threshold.ts";
import { pairsForVisit, VISIT_GOALS } from "../../statistics/visits.ts";
import { type CoverageRow, coverageRow, covers } from "./coverage-row.ts";
import { NOISE_MODELS, type NoiseModel, pairSource, simulatePairs } from "./noise.ts";

const ALPHA = 0.05;

/** The interval of one trial, pairs fixed in advance. */
export function locationRows(runs: number): CoverageRow[] {
	return NOISE_MODELS.flatMap((noise) =>
		[8, 12, 27, 60].map((n) =>
			coverageRow({ subject: "Hodges-Lehmann interval", noise: noise.name, setting: `${n} pairs` }, runs, (random) => {
				const found = hodgesLehmann(logRatios(simulatePairs(noise, random, n, -0.3)), 1 - ALPHA);
				return { covered: covers(found.interval, -0.3), level: found.level };
			}),
		),
	);
}

const MIN_PAIRS = 8;
const MAX_PAIRS = 200;
const THRESHOLD = logThreshold(LEAST_THRESHOLD_PCT);

/** Whether a trial ends at this look. */
type StopRule = (d: readonly number[], level: number) => boolean;

function leastFor(level: number): number {
	return Math.max(MIN_PAIRS, leastPairs(level));
}

const byPrecision: StopRule = (d, level) =>
	samplingDecision({ d, level, threshold: THRESHOLD, minPairs: leastFor(level), maxPairs: MAX_PAIRS }) !== "continue";

/** What must not be done: to stop at the first look that is significant. */
const byP: StopRule = (d, level) => signedRankTest(d).p <= 1 - level || d.length >= MAX_PAIRS;

function stoppingRow(noise: NoiseModel, effect: number, level: number, runs: number, stop: StopRule): CoverageRow {
	const used = stop === byPrecision;
	const subject = `stopping by ${used ? "precision" : "p-value"}`;
	const setting = `effect ${effect}, level ${(100 * level).toFixed(2)} %`;
	return coverageRow({ subject, noise: noise.name, setting, used }, runs, (random) => {
		const next = pairSource(noise, random, MAX_PAIRS, effect);
		const d: number[] = [];
		do {
			const look = nextLook(d.length, leastFor(level), MAX_PAIRS);
			d.push(...logRatios(Array.from({ length: look - d.length }, next)));
		} while (!stop(d, level));
		const found = hodgesLehmann(d, level);
		return { covered: covers(found.interval, effect), level: found.level };
	});
}

/** The interval of a trial that ends when it is precise enough. */
export function stoppingRows(runs: number): CoverageRow[] {
	return NOISE_MODELS.flatMap((noise) => [
		...[0, 0.1, -0.3, -2].map((effect) => stoppingRow(noise, effect, 1 - ALPHA, runs, byPrecision)),
		stoppingRow(noise, 0, 1 - ALPHA / 20, runs, byPrecision),
	]);
}

/** A trial that had to end after its least pairs, and is visited for as long as that narrows its interval. */
export function visitRows(runs: number): CoverageRow[] {
	return NOISE_MODELS.flatMap((noise) =>
		[0, THRESHOLD, -0.3].flatMap((effect) =>
			[1 - ALPHA, 1 - ALPHA / 20].map((level) => {
				const setting = `effect ${effect.toFixed(2)}, level ${(100 * level).toFixed(2)} %`;
				return coverageRow({ subject: "visits by width", noise: noise.name, setting }, runs, (random) => {
					const next = pairSource(noise, random, MAX_PAIRS, effect);
					const take = (pairs: number) => logRatios(Array.from({ length: pairs }, next));
					const d = take(leastFor(level));
					for (const part of VISIT_GOALS) {
						for (let more = 1; more > 0 && d.length < MAX_PAIRS; ) {
							more = pairsForVisit(d, level, THRESHOLD, part);
							d.push(...take(Math.min(more, MAX_PAIRS - d.length)));
						}
					}
					const found = hodgesLehmann(d, level);
					return { covered: covers(found.interval, effect), level: found.level };
				});
			}),
		),
	);
}

/** The alternative: what ending a trial at the first significant look does to its interval. */
export function stoppingByPRows(runs: number): CoverageRow[] {
	return NOISE_MODELS.map((noise) => stoppingRow(noise, 0, 1 - ALPHA, runs, byP));
}

const COMPARISONS = 20;

/** A run of 20 comparisons: how often none of the true nulls is rejected, and none of the effects' signs is wrong. */
export function holmRows(runs: number): CoverageRow[] {
	return NOISE_MODELS.flatMap((noise) =>
		[0, 6].map((real) =>
			coverageRow(
				{ subject: "Holm, no false verdict", noise: noise.name, setting: `${COMPARISONS} comparisons, ${real} real` },
				runs,
				(random) => {
					const effects = Array.from({ length: COMPARISONS }, (_, index) => (index < real ? 0.1 * (index + 1) : 0));
					const sets = effects.map((effect) => logRatios(simulatePairs(noise, random, 24, effect)));
					const p = sets.map((d) => signedRankTest(d).p);
					const levels = holmLevels(p, ALPHA);
					const wrong = holmAdjust(p).some((adjusted, index) => {
						const { interval } = hodgesLehmann(sets[index] ?? [], levels[index] ?? 1);
						const right = (effects[index] ?? 0) > 0 && interval[0] > 0;
						return adjusted <= ALPHA && !right;
					});
					return { covered: !wrong, level: 1 - ALPHA };
				},
			),
		),
	);
}
