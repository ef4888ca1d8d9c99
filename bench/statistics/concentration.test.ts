import { expect, test } from "vitest";
import { covers } from "../lab/simulation/coverage-row.ts";
import { simulateLooks } from "../lab/simulation/mix-coverage.ts";
import { NOISE_MODELS, type NoiseModel, RECORDED_NOISE, simulatePairs } from "../lab/simulation/noise.ts";
import { concentrationOf } from "./concentration.ts";
import { machineSpread } from "./machine-spread.ts";
import type { MixStratum } from "./mixture.ts";
import { seededRandom } from "./random.ts";

/** Saves so many milliseconds, give or take a tenth of it. */
const saving = (ms: number, weight = 1): MixStratum => ({
	weight,
	pairs: [0.9, 1.1, 1, 1.05, 0.95, 1].map((factor) => [100 + ms * factor, 100]),
});

test("the largest operations' part is that of the weighted time saved, whatever they are in number of executions", () => {
	const operations = [[saving(1, 10)], [saving(60)], [saving(10), saving(10)], [saving(5, 2)]];
	const { saved, largest, totalSaved, share } = concentrationOf(operations, { top: 2, level: 0.95 });
	expect(saved.map((ms) => Number(ms.toFixed(9)))).toEqual([10, 60, 20, 10]);
	expect(largest).toEqual([1, 2]);
	expect(totalSaved).toBeCloseTo(100, 9);
	expect(share?.pct).toBeCloseTo(80, 9);
	expect(share?.interval[0]).toBeLessThan(80);
	expect(share?.interval[1]).toBeGreaterThan(80);
});

test("losses taken off, a few can save more than all together", () => {
	const { share } = concentrationOf([[saving(60)], [saving(-20)]], { top: 1, level: 0.95 });
	expect(share?.pct).toBeCloseTo(150, 9);
});

test("where gains and losses may cancel there is no part to speak of", () => {
	expect(concentrationOf([[saving(60)], [saving(-59)]], { top: 1, level: 0.95 }).share).toBeNull();
	expect(concentrationOf([[saving(-60)]], { top: 1, level: 0.95 }).share).toBeNull();
});

test("the interval covers the true part as often as it says on every machine, which it does not without their spread", () => {
	const effects = [0.2, 0.5, 0.8].map(Math.log);
	const truth = (100 * (1 - 0.2)) / (0.8 + 0.5 + 0.2);
	const coverage = (model: NoiseModel, known: boolean) => {
		const random = seededRandom(`concentration/${model.name}`);
		const covered = Array.from({ length: 400 }, () => {
			const machine = machineSpread(simulateLooks(model, random));
			const operations = effects.map((effect) => [{ weight: 1, pairs: simulatePairs(model, random, 24, effect) }]);
			const { share } = concentrationOf(operations, { top: 1, level: 0.95, machine: known ? machine : undefined });
			return share === null || covers(share.interval, truth);
		});
		return covered.filter((found) => found).length / covered.length;
	};
	for (const model of NOISE_MODELS) expect(coverage(model, true), model.name).toBeGreaterThanOrEqual(0.95);
	expect(Math.min(...RECORDED_NOISE.map((model) => coverage(model, false)))).toBeLessThan(0.75);
});

test("arms measured in stretches of their own have a pace each, which makes the part less certain", () => {
	const looks = Array.from({ length: 8 }, (_, i): readonly [number, number] => [10 + (i % 3), 11]);
	const machine = machineSpread(looks);
	const widthOf = (apart: boolean) => {
		const { share } = concentrationOf([[saving(60)], [{ ...saving(20), apart }]], { top: 1, level: 0.95, machine });
		return (share?.interval[1] ?? 0) - (share?.interval[0] ?? 0);
	};
	expect(widthOf(true)).toBeGreaterThan(widthOf(false));
	expect(widthOf(false)).toBeGreaterThan(0);
});
