import { describe, expect, test } from "vitest";
import { MADE_UP_NOISE, simulatePairs } from "../lab/simulation/noise.ts";
import { seededRandom } from "./random.ts";
import { blockMedians, driftBetweenHalves, hasTrend, mannKendallP } from "./trend.ts";

describe("trend", () => {
	test("medians of complete blocks", () => {
		expect(blockMedians([1, 9, 2, 5, 5, 5, 7], 3)).toEqual([2, 5]);
	});

	test("Mann-Kendall of ten rising values: S = 45, variance 125, p = 0.000083", () => {
		const rising = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
		expect(mannKendallP(rising)).toBeCloseTo(8.303e-5, 7);
		expect(mannKendallP(rising.toReversed())).toBe(mannKendallP(rising));
	});

	test("Mann-Kendall counts ties out of the variance, and constant values never trend", () => {
		// S = 8, variance (5*4*15 - 2*1*9) / 18.
		expect(mannKendallP([1, 1, 2, 3, 3])).toBeCloseTo(2 * 0.0331, 1);
		expect(mannKendallP([4, 4, 4, 4, 4, 4])).toBe(1);
	});

	test("times that fall while a cache warms still trend; once level they do not", () => {
		const warming = Array.from({ length: 40 }, (_, i) => 10 + 30 * Math.exp(-i / 10) + ((i * 7) % 5) / 10);
		const level = Array.from({ length: 40 }, (_, i) => 10 + ((i * 7) % 5) / 10);
		expect(hasTrend(warming)).toBe(true);
		expect(hasTrend(level)).toBe(false);
	});

	test("fewer than five values cannot be told to trend", () => {
		expect(hasTrend([4, 3, 2, 1])).toBe(false);
	});

	test("machines that do not drift are said to in at most one of ten trials, bursts or not", () => {
		for (const noise of MADE_UP_NOISE.filter(({ name }) => name !== "drifting")) {
			const random = seededRandom(noise.name);
			let alarms = 0;
			for (let run = 0; run < 1000; run++)
				if (hasTrend(simulatePairs(noise, random, 50, 0).map(([before]) => before))) alarms++;
			expect(alarms / 1000, noise.name).toBeLessThan(0.1);
		}
	});
});

describe("drift between the halves of a trial", () => {
	const steady = Array.from({ length: 40 }, (_, i) => 0.1 + ((i * 7) % 11) / 100);

	test("a trial whose effect changes half-way drifts, by as much as it changed", () => {
		const changed = steady.map((d, i) => (i < 20 ? d : d - 0.5));
		expect(driftBetweenHalves(changed).drifts).toBe(true);
		expect(driftBetweenHalves(changed).shift).toBeCloseTo(-0.5, 1);
		expect(driftBetweenHalves(changed).first).toBeCloseTo(0.15, 1);
		expect(driftBetweenHalves(changed).second).toBeCloseTo(-0.35, 1);
	});

	test("a steady trial does not, and pairs too few never do", () => {
		expect(driftBetweenHalves(steady).drifts).toBe(false);
		expect(driftBetweenHalves([1, 1, 9, 9]).drifts).toBe(false);
		expect(driftBetweenHalves([1])).toMatchObject({ shift: 0, drifts: false });
	});

	test("steady trials are said to drift in about 0.6 % of runs, as the docs say", () => {
		for (const noise of MADE_UP_NOISE) {
			const random = seededRandom(`halves ${noise.name}`);
			let alarms = 0;
			for (let run = 0; run < 2000; run++) {
				const d = simulatePairs(noise, random, 40, -0.3).map(([before, after]) => Math.log(after / before));
				if (driftBetweenHalves(d).drifts) alarms++;
			}
			expect(alarms / 2000, noise.name).toBeLessThan(0.015);
		}
	});
});
