import { describe, expect, test } from "vitest";
import { NOISE_MODELS, simulatePairs } from "../lab/simulation/noise.ts";
import type { Pair } from "./log-ratio.ts";
import { noiseFloor } from "./noise-floor.ts";
import { seededRandom } from "./random.ts";

const [quiet, , , bursts] = NOISE_MODELS;

function nullTrials(noise: (typeof NOISE_MODELS)[number] | undefined, count: number, pairs: number, effect = 0) {
	const random = seededRandom(`null trials ${noise?.name}`);
	return Array.from({ length: count }, () => ({ pairs: noise ? simulatePairs(noise, random, pairs, effect) : [] }));
}

describe("noise floor", () => {
	test("identical arms on a quiet machine have a floor of a few percent, never zero", () => {
		const floor = noiseFloor(nullTrials(quiet, 3, 40));
		expect(floor.pairs).toBe(120);
		expect(floor.pct).toBeGreaterThan(0);
		expect(floor.pct).toBeLessThan(5);
		expect(floor.trials).toHaveLength(3);
		expect(floor.trials[0]).toMatchObject({ pairs: 40 });
	});

	test("more null pairs lower it", () => {
		expect(noiseFloor(nullTrials(quiet, 3, 400)).pct).toBeLessThan(noiseFloor(nullTrials(quiet, 3, 20)).pct);
	});

	test("a machine with bursts has a floor below 5 %, not 90 %", () => {
		expect(noiseFloor(nullTrials(bursts, 3, 40)).pct).toBeLessThan(5);
	});

	test("one burst that hits one arm of a tenth of all pairs leaves it nearly where it was", () => {
		const trials = nullTrials(quiet, 3, 40);
		const struck = trials.map(({ pairs }, index) => ({
			pairs: pairs.map(([b, a], i): Pair => (index === 0 && i < 12 ? [b, a * 1.9] : [b, a])),
		}));
		expect(noiseFloor(struck).pct).toBeLessThan(noiseFloor(trials).pct + 3);
	});

	test("a single trial with a proven bias raises it to that bias, whichever arm it favours", () => {
		const biased = nullTrials(quiet, 1, 40, 0.2);
		const swapped = biased.map(({ pairs }) => ({ pairs: pairs.map(([b, a]): Pair => [a, b]) }));
		const floor = noiseFloor([...nullTrials(quiet, 9, 40), ...biased]);
		expect(floor.pct).toBeGreaterThan(13);
		expect(noiseFloor([...nullTrials(quiet, 9, 40), ...swapped]).pct).toBeCloseTo(floor.pct, 1);
	});

	test("however wild the machine, it stays below 100 %", () => {
		const wild = Array.from({ length: 8 }, (_, i): Pair => (i % 2 === 0 ? [10, 45] : [10, 11]));
		const { pct } = noiseFloor([{ pairs: wild }]);
		expect(pct).toBeGreaterThan(50);
		expect(pct).toBeLessThan(100);
	});

	test("each trial's interval is in percent, low before high, around its estimate", () => {
		for (const { ci, reductionPct } of noiseFloor(nullTrials(bursts, 5, 30)).trials) {
			expect(ci[0]).toBeLessThanOrEqual(reductionPct);
			expect(ci[1]).toBeGreaterThanOrEqual(reductionPct);
		}
	});

	test("without null trials nothing can be told, and a trial without pairs is refused", () => {
		expect(noiseFloor([])).toEqual({ pct: 100, pairs: 0, trials: [] });
		expect(() => noiseFloor([{ pairs: [] }])).toThrow(RangeError);
	});
});
