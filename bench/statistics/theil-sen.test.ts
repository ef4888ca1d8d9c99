import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { coverageRow, covers } from "../lab/simulation/coverage-row.ts";
import { NOISE_MODELS } from "../lab/simulation/noise.ts";
import { inversionsCdf, inversionsQuantile, pairCount } from "./inversions.ts";
import { theilSen } from "./theil-sen.ts";

describe("inversions of values in random order", () => {
	test("are counted exactly: all 120 orders of five values, one by one", () => {
		const orders = (values: readonly number[]): number[][] =>
			values.length === 0
				? [[]]
				: values.flatMap((value) => orders(values.filter((v) => v !== value)).map((rest) => [value, ...rest]));
		const counts = orders([1, 2, 3, 4, 5]).map(
			(order) => order.flatMap((a, i) => order.slice(i + 1).filter((b) => b < a)).length,
		);
		for (let k = -1; k <= pairCount(5); k++) {
			expect(inversionsCdf(k, 5)).toBeCloseTo(counts.filter((count) => count <= k).length / 120, 12);
		}
	});

	test("give the critical values of Kendall's test as published: S of 10, 13, 15, 18, 20, 23 for 5 to 10 values at 5 %", () => {
		// Hollander & Wolfe, table A.30, two-sided: the smallest S with P(|S| >= S) <= 0.05.
		const smallestS = [5, 6, 7, 8, 9, 10].map((n) => pairCount(n) - 2 * inversionsQuantile(n, 0.95));
		expect(smallestS).toEqual([10, 13, 15, 18, 20, 23]);
		expect(inversionsQuantile(4, 0.95)).toBe(-1);
	});
});

describe("the Theil-Sen line", () => {
	test("is the published one for Hollander & Wolfe's example of cloud seeding: slope -0.056, 91.7 % interval [-0.13, 0.01]", () => {
		const ratios = [1.26, 1.27, 1.12, 1.16, 1.03];
		const line = theilSen(
			ratios.map((ratio, year) => [year + 1, ratio]),
			0.9,
		);
		// Ten slopes: 0.01, -0.07, -0.033, -0.0575, -0.15, -0.055, -0.08, 0.04, -0.045, -0.13.
		expect(line.slope).toBeCloseTo((-0.055 - 0.0575) / 2, 12);
		expect(line.interval[0]).toBeCloseTo(-0.13, 12);
		expect(line.interval[1]).toBeCloseTo(0.01, 12);
		expect(line.level).toBeCloseTo(1 - 10 / 120, 12);
		expect(line.reachable).toBe(true);
	});

	test("goes through points on a line, turns and shifts with them, and one wild point in five does not move its slope far", () => {
		fc.assert(
			fc.property(
				fc.float({ min: -3, max: 3, noNaN: true }),
				fc.float({ min: -9, max: 9, noNaN: true }),
				fc.integer({ min: 0, max: 4 }),
				(slope, intercept, wild) => {
					const exact = [1, 2, 3.5, 5, 8].map((x): [number, number] => [x, slope * x + intercept]);
					const line = theilSen(exact, 0.95);
					expect(line.slope).toBeCloseTo(slope, 6);
					expect(line.intercept).toBeCloseTo(intercept, 5);
					const spoilt = exact.map(([x, y], i): [number, number] => [x, i === wild ? y + 1e6 : y]);
					expect(theilSen(spoilt, 0.95).slope).toBeCloseTo(slope, 6);
				},
			),
		);
	});

	test("says which level so few points reach, and refuses what has no slope", () => {
		const level = (n: number) =>
			theilSen(
				Array.from({ length: n }, (_, i) => [i, i * i]),
				0.95,
			);
		expect(level(3)).toMatchObject({ reachable: false, level: 1 - 2 / 6 });
		expect(level(4).level).toBeCloseTo(1 - 2 / 24, 12);
		expect(level(6)).toMatchObject({ reachable: true });
		expect(() => theilSen([[1, 2]], 0.95)).toThrow(RangeError);
		expect(() =>
			theilSen(
				[
					[1, 2],
					[1, 3],
				],
				0.95,
			),
		).toThrow("no slope");
		expect(() =>
			theilSen(
				[
					[1, 2],
					[2, Number.NaN],
				],
				0.95,
			),
		).toThrow(RangeError);
	});

	test("keeps its nominal coverage for growth over five and seven sizes on every kind of noise", () => {
		for (const noise of NOISE_MODELS) {
			for (const sizes of [5, 7]) {
				const row = coverageRow(
					{ subject: "exponent of growth", noise: noise.name, setting: `${sizes} sizes` },
					2000,
					(random) => {
						// Sizes are runs of their own: each meets the machine anew.
						const points = Array.from({ length: sizes }, (_, i): [number, number] => {
							const rows = 10_000 * 3 ** i;
							return [Math.log(rows), Math.log(rows ** 0.9 * noise.start(random)(0.5))];
						});
						const { interval, level } = theilSen(points, 0.95);
						return { covered: covers(interval, 0.9), level };
					},
				);
				expect(row.nominalPct).toBeGreaterThanOrEqual(95);
				expect(row.coveragePct).toBeGreaterThanOrEqual(row.nominalPct - 2);
			}
		}
	});
});
