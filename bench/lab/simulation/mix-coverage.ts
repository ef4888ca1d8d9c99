import { logRatios, reductionPct } from "../../statistics/log-ratio.ts";
import { machineSpread } from "../../statistics/machine-spread.ts";
import { type MixStratum, mixReduction } from "../../statistics/mixture.ts";
import { blockBootstrap } from "./block-bootstrap.ts";
import { type CoverageRow, coverageRow, covers } from "./coverage-row.ts";
import { NOISE_MODELS, type NoiseModel, simulatePairs } from "./noise.ts";

const LEVEL = 0.95;

/** Five classes of work, from a slow report that an index makes instant to a hot lookup that it slows down. */
const CLASSES = [
	{ weight: 1, milliseconds: 400, effect: -5 },
	{ weight: 10, milliseconds: 30, effect: 0.05 },
	{ weight: 100, milliseconds: 1.3, effect: 0 },
	{ weight: 5, milliseconds: 200, effect: 0.8 },
	{ weight: 3, milliseconds: 20, effect: -0.2 },
] as const;

/** Strata of a whole run, and the pairs that most of them have. */
const RUN_STRATA = 24;
const TRIAL_PAIRS = 9;

const SIZES: Readonly<Record<string, readonly number[]>> = {
	"pairs 9, 60, 40, 9, 27": [9, 60, 40, 9, 27],
	"27 pairs each": [27, 27, 27, 27, 27],
	"60 pairs each": [60, 60, 60, 60, 60],
	"120 pairs each": [120, 120, 120, 120, 120],
};

/** One trial per class, each finding the machine in a state of its own. */
function simulateMix(noise: NoiseModel, random: () => number, sizes: readonly number[]): MixStratum[] {
	return CLASSES.map(({ weight, milliseconds, effect }, index) => ({
		weight,
		pairs: simulatePairs(noise, random, sizes[index] ?? 0, effect).map(
			([before, after]) => [before * milliseconds, after * milliseconds] as const,
		),
	}));
}

/** Each of a run's strata looked at twice: one execution, and at another time the mean of a trial. */
export function simulateLooks(noise: NoiseModel, random: () => number): [number, number][] {
	return Array.from({ length: RUN_STRATA }, () => {
		const [look = [1, 1]] = simulatePairs(noise, random, 1, 0);
		const trial = simulatePairs(noise, random, TRIAL_PAIRS, 0).map(([before]) => before);
		return [look[0], trial.reduce((sum, ms) => sum + ms, 0) / trial.length];
	});
}

function trueReduction(mean: "arithmetic" | "geometric"): number {
	const total = (value: (work: (typeof CLASSES)[number]) => number) =>
		CLASSES.reduce((sum, work) => sum + value(work), 0);
	if (mean === "geometric") return reductionPct(total((w) => w.weight * w.effect) / total((w) => w.weight));
	const before = total((w) => w.weight * w.milliseconds);
	return 100 * (1 - total((w) => w.weight * w.milliseconds * Math.exp(w.effect)) / before);
}

/** The reduction of a whole mix of work. */
export function mixRows(runs: number): CoverageRow[] {
	return (["arithmetic", "geometric"] as const).flatMap((mean) =>
		NOISE_MODELS.flatMap((noise) =>
			Object.entries(SIZES).map(([setting, sizes]) =>
				coverageRow({ subject: `mix, ${mean} mean`, noise: noise.name, setting }, runs, (random) => {
					const machine = machineSpread(simulateLooks(noise, random));
					const { interval } = mixReduction(simulateMix(noise, random, sizes), { level: LEVEL, mean, machine });
					return { covered: covers(interval, trueReduction(mean)), level: LEVEL };
				}),
			),
		),
	);
}

/** The alternative: resampling blocks of pairs, here of a mix of the single class with the largest part of the time. */
export function mixBootstrapRows(runs: number): CoverageRow[] {
	return NOISE_MODELS.flatMap((noise) =>
		[12, 60].map((n) =>
			coverageRow(
				{ subject: "one class, block bootstrap", noise: noise.name, setting: `${n} pairs`, used: false },
				runs,
				(random, run) => {
					const pairs = simulatePairs(noise, random, n, -0.3);
					const ratioOfMeans = (indices: Int32Array) => {
						let before = 0;
						let after = 0;
						for (const index of indices) {
							before += pairs[index]?.[0] ?? 0;
							after += pairs[index]?.[1] ?? 0;
						}
						return logRatios([[before, after]])[0] ?? Number.NaN;
					};
					const { interval } = blockBootstrap(n, ratioOfMeans, { seed: run, resamples: 500, level: LEVEL });
					return { covered: covers(interval, -0.3), level: LEVEL };
				},
			),
		),
	);
}
