import { expect, test } from "vitest";
import { concentrationOf } from "./concentration.ts";
import type { MixStratum } from "./mixture.ts";
import { seededRandom } from "./random.ts";
import { covers } from "./simulation/coverage-row.ts";
import { NOISE_MODELS, simulatePairs } from "./simulation/noise.ts";

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

test("the interval covers the true part nearly as often as it says, with 24 pairs and noise of every simulated kind", () => {
	const effects = [0.2, 0.5, 0.8].map(Math.log);
	const truth = (100 * (1 - 0.2)) / (0.8 + 0.5 + 0.2);
	const least = { "log-normal": 0.93, "heavy-tailed": 0.93, drifting: 0.86, bursts: 0.86 };
	for (const [name, coverage] of Object.entries(least)) {
		const model = NOISE_MODELS.find((candidate) => candidate.name === name);
		if (model === undefined) throw new Error(`There is no noise model ${name}.`);
		const random = seededRandom(`concentration/${name}`);
		let covered = 0;
		for (let run = 0; run < 400; run++) {
			const operations = effects.map((effect) => [{ weight: 1, pairs: simulatePairs(model, random, 24, effect) }]);
			const { share } = concentrationOf(operations, { top: 1, level: 0.95 });
			if (share !== null && covers(share.interval, truth)) covered++;
		}
		expect(covered / 400, name).toBeGreaterThan(coverage);
	}
});
