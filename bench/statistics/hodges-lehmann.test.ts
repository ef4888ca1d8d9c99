import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hodgesLehmann } from "./hodges-lehmann.ts";
import { signedRankTest } from "./signed-rank.ts";

// Denormal numbers lose digits when they are averaged; no log ratio of times is one.
const normal = fc.double({ min: -3, max: 3, noNaN: true }).map((x) => (Math.abs(x) < 1e-300 ? 0 : x));
const finite = fc.oneof(fc.integer({ min: -3, max: 3 }), normal);
const samples = fc.array(finite, { minLength: 1, maxLength: 40 });
const levels = fc.constantFrom(0.5, 0.9, 0.95, 0.99, 1 - 0.05 / 60);

describe("Hodges-Lehmann estimate", () => {
	test("the depression study of Hollander & Wolfe (examples 3.3, 3.4) has -0.46 and the 96.1 % interval -0.786 .. -0.010", () => {
		const d = [-0.952, 0.147, -1.022, -0.43, -0.62, -0.59, -0.49, 0.08, -0.01];
		const found = hodgesLehmann(d, 0.95);
		expect(found.estimate).toBeCloseTo(-0.46, 10);
		expect(found.interval[0]).toBeCloseTo(-0.786, 10);
		expect(found.interval[1]).toBeCloseTo(-0.01, 10);
		expect(found.level).toBe(1 - 20 / 512);
		expect(found).toMatchObject({
			reachable: true,
			pairs: 9,
			method: "Hodges-Lehmann estimate, exact signed-rank interval",
		});
	});

	test("the estimate is the median of all pairwise means", () => {
		fc.assert(
			fc.property(samples, (d) => {
				const walsh = d.flatMap((x, i) => d.slice(i).map((y) => (x + y) / 2)).sort((a, b) => a - b);
				const middle = ((walsh[(walsh.length - 1) >> 1] ?? 0) + (walsh[walsh.length >> 1] ?? 0)) / 2;
				expect(hodgesLehmann(d, 0.95).estimate - middle).toBe(0);
			}),
		);
	});

	test("test and interval agree, with ties and zeros too: p <= 1 - level exactly when the interval excludes zero", () => {
		fc.assert(
			fc.property(samples, levels, (d, level) => {
				const { interval, reachable } = hodgesLehmann(d, level);
				const excludesZero = reachable && (interval[0] > 0 || interval[1] < 0);
				expect(signedRankTest(d).p <= 1 - level).toBe(excludesZero);
			}),
			{ numRuns: 2000 },
		);
	});

	test("shifting all values shifts the estimate and its interval; flipping the sign mirrors them", () => {
		fc.assert(
			fc.property(samples, fc.integer({ min: -5, max: 5 }), (d, shift) => {
				const found = hodgesLehmann(d, 0.9);
				const shifted = hodgesLehmann(
					d.map((x) => x + shift),
					0.9,
				);
				const mirrored = hodgesLehmann(
					d.map((x) => -x),
					0.9,
				);
				expect(shifted.estimate).toBeCloseTo(found.estimate + shift, 9);
				expect(mirrored.estimate + found.estimate === 0).toBe(true);
				expect(mirrored.interval[0] + found.interval[1] === 0).toBe(true);
				expect(shifted.interval[1]).toBeCloseTo(found.interval[1] + shift, 9);
			}),
		);
	});

	test("too few pairs for the level give the widest interval and say what it attains", () => {
		expect(hodgesLehmann([0.3, 0.1, 0.2, 0.5], 0.95)).toEqual({
			estimate: expect.closeTo(0.275, 12),
			interval: [0.1, 0.5],
			level: 0.875,
			reachable: false,
			method: "Hodges-Lehmann estimate, exact signed-rank interval",
			pairs: 4,
		});
	});

	test("more than 200 pairs use the normal approximation and say so", () => {
		const d = Array.from({ length: 201 }, (_, index) => index - 100);
		expect(hodgesLehmann(d, 0.95)).toMatchObject({
			estimate: 0,
			method: "Hodges-Lehmann estimate, signed-rank interval by normal approximation",
		});
	});

	test("100,000 pairs, five billion pairwise means, are no burden", () => {
		const d = Array.from({ length: 100_001 }, (_, index) => index - 50_000);
		const { estimate, interval } = hodgesLehmann(d, 0.95);
		expect(estimate).toBe(0);
		// 1.96 * n / sqrt(12) / sqrt(n) for a uniform distribution.
		expect(interval[1] / ((1.96 * 100_001) / Math.sqrt(12 * 100_001))).toBeCloseTo(1, 2);
	});

	test("no values, or values that are no numbers, are refused", () => {
		expect(() => hodgesLehmann([], 0.95)).toThrow(RangeError);
		expect(() => hodgesLehmann([1, Number.NaN], 0.95)).toThrow(RangeError);
	});
});
