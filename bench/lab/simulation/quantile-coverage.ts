import { percentile } from "../../statistics/percentile.ts";
import { quantileInterval } from "../../statistics/quantile-interval.ts";
import { seededRandom } from "../../statistics/random.ts";
import { blockBootstrap } from "./block-bootstrap.ts";
import { type CoverageRow, coverageRow, covers } from "./coverage-row.ts";
import { MADE_UP_NOISE, type NoiseModel, RECORDED_NOISE, simulatePairs } from "./noise.ts";

const LEVEL = 0.95;

/** One arm's times. */
function simulateTimes(noise: NoiseModel, random: () => number, n: number): number[] {
	return simulatePairs(noise, random, n, 0).map(([before]) => before);
}

/** What the machine does in the long run: a quarter of a million times from 2,500 trials, in ascending order. */
function population(noise: NoiseModel): Float64Array {
	const random = seededRandom(`population of ${noise.name}`);
	return Float64Array.from(Array.from({ length: 2500 }, () => simulateTimes(noise, random, 100)).flat()).sort();
}

function rows(
	models: readonly NoiseModel[],
	cases: Readonly<Record<number, readonly number[]>>,
	each: (noise: NoiseModel, q: number, truth: number, n: number) => CoverageRow,
): CoverageRow[] {
	return models.flatMap((noise) => {
		const all = population(noise);
		return Object.entries(cases).flatMap(([percent, sizes]) => {
			const q = Number(percent) / 100;
			return sizes.map((n) => each(noise, q, percentile(all, q), n));
		});
	});
}

/** Median, p95 and p99 of one arm, by order statistics at the effective size. */
export function quantileRows(runs: number): CoverageRow[] {
	return orderStatisticRows(MADE_UP_NOISE, "order statistics", runs, true);
}

/**
 * The same intervals taken for what the machine does in the long run: a trial of seconds cannot know that on a machine
 * whose states last minutes.
 */
export function longRunQuantileRows(runs: number): CoverageRow[] {
	return orderStatisticRows(RECORDED_NOISE, "order statistics, beyond the trial", runs, false);
}

function orderStatisticRows(models: readonly NoiseModel[], interval: string, runs: number, used: boolean) {
	return rows(models, { 50: [40, 80, 160], 95: [80, 160, 400], 99: [400, 800] }, (noise, q, truth, n) =>
		coverageRow(
			{ subject: `p${100 * q}, ${interval}`, noise: noise.name, setting: `${n} times`, used },
			runs,
			(random) => {
				const { interval } = quantileInterval(simulateTimes(noise, random, n), q, LEVEL);
				return { covered: interval && covers(interval, truth), level: LEVEL };
			},
		),
	);
}

/** The alternative: resampled blocks, which always give an interval. */
export function quantileBootstrapRows(runs: number): CoverageRow[] {
	return rows(MADE_UP_NOISE, { 50: [40, 80], 95: [80, 160], 99: [200] }, (noise, q, truth, n) =>
		coverageRow(
			{ subject: `p${100 * q}, block bootstrap`, noise: noise.name, setting: `${n} times`, used: false },
			runs,
			(random, run) => {
				const times = simulateTimes(noise, random, n);
				const quantile = (indices: Int32Array) =>
					percentile(Float64Array.from(indices, (index) => times[index] ?? 0).sort(), q);
				const { interval } = blockBootstrap(n, quantile, { seed: run, resamples: 300, level: LEVEL });
				return { covered: covers(interval, truth), level: LEVEL };
			},
		),
	);
}
