import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Pair } from "./log-ratio.ts";
import { mixReduction } from "./mixture.ts";

const slow: Pair[] = [
	[100, 10],
	[110, 11],
	[90, 9],
	[105, 10.5],
	[95, 9.5],
	[100, 10],
];
const fast: Pair[] = [
	[1, 2],
	[1.1, 2.2],
	[0.9, 1.8],
	[1, 2],
	[1.05, 2.1],
	[0.95, 1.9],
];

describe("reduction of a mix", () => {
	test("arithmetic: the time of the whole mix, so slow work dominates", () => {
		// Before 1 * 100 + 10 * 1 = 110, after 1 * 10 + 10 * 2 = 30.
		const mix = [
			{ weight: 1, pairs: slow },
			{ weight: 10, pairs: fast },
		];
		expect(mixReduction(mix, { level: 0.95, mean: "arithmetic" }).reductionPct).toBeCloseTo(100 * (1 - 30 / 110), 9);
	});

	test("geometric: each class counts by its weight alone", () => {
		// (0.1 * 2^10)^(1/11)
		const mix = [
			{ weight: 1, pairs: slow },
			{ weight: 10, pairs: fast },
		];
		const expected = 100 * (1 - (0.1 * 2 ** 10) ** (1 / 11));
		expect(mixReduction(mix, { level: 0.95, mean: "geometric" }).reductionPct).toBeCloseTo(expected, 9);
	});

	test("arms that move together have a narrow interval, since pairs stay paired", () => {
		const { interval, reductionPct } = mixReduction([{ weight: 1, pairs: slow }], { level: 0.95, mean: "arithmetic" });
		expect(interval[0]).toBeCloseTo(reductionPct, 9);
		expect(interval[1]).toBeCloseTo(reductionPct, 9);
	});

	test("the interval of one class is Student's of the ratio's residuals", () => {
		const pairs: Pair[] = [
			[10, 7],
			[10, 3],
			[10, 5],
			[10, 6],
			[10, 4],
		];
		// Mean ratio 0.5; residuals after/25 - before/50 alternate too much to be taken for dependent: n = 5, t(4) = 2.776.
		const margin = (2.7764451 * Math.sqrt(2.5 / 5)) / 5;
		const { interval } = mixReduction([{ weight: 3, pairs }], { level: 0.95, mean: "arithmetic" });
		expect(interval[0]).toBeCloseTo(100 * (1 - 0.5 * Math.exp(margin)), 5);
		expect(interval[1]).toBeCloseTo(100 * (1 - 0.5 * Math.exp(-margin)), 5);
	});

	test("a pace that differs between trials blurs totals of unlike shares, and nothing else", () => {
		const machine = { sd: 0.2, df: 30 };
		const width = (strata: Parameters<typeof mixReduction>[0], mean: "arithmetic" | "geometric") => {
			const { interval } = mixReduction(strata, { level: 0.95, mean, machine });
			return Math.log((100 - interval[0]) / (100 - interval[1]));
		};
		const alone = [{ weight: 1, pairs: slow }];
		const twice = [
			{ weight: 1, pairs: slow },
			{ weight: 10, pairs: fast },
		];
		expect(width(alone, "arithmetic")).toBeCloseTo(0, 9);
		expect(width(twice, "geometric")).toBeLessThan(0.1);
		// Shares before 10/11 and 1/11, after 1/3 and 2/3: twice t(30) = 2.042 times 0.2 times sqrt(2 (2/3 - 1/11)^2).
		const margin = 2 * 2.0422725 * 0.2 * Math.sqrt(2) * (2 / 3 - 1 / 11);
		expect(width(twice, "arithmetic")).toBeCloseTo(margin, 2);
		expect(width([{ weight: 1, pairs: slow, apart: true }], "arithmetic")).toBeGreaterThan(0.5);
	});

	test("only the proportions of the weights count, and the interval holds the estimate", () => {
		const time = fc.double({ min: 0.1, max: 100, noNaN: true });
		const pairs = fc.array(fc.tuple(time, time), { minLength: 8, maxLength: 30 });
		const weight = fc.double({ min: 0.01, max: 100, noNaN: true });
		fc.assert(
			fc.property(
				fc.array(fc.record({ weight, pairs }), { minLength: 1, maxLength: 5 }),
				fc.constantFrom("arithmetic" as const, "geometric" as const),
				(strata, mean) => {
					const once = mixReduction(strata, { level: 0.95, mean });
					const scaled = mixReduction(
						strata.map((stratum) => ({ ...stratum, weight: stratum.weight * 7 })),
						{ level: 0.95, mean },
					);
					expect(scaled.reductionPct).toBeCloseTo(once.reductionPct, 6);
					expect(once.interval[0]).toBeLessThanOrEqual(once.reductionPct);
					expect(once.interval[1]).toBeGreaterThanOrEqual(once.reductionPct);
				},
			),
		);
	});

	test("a class with a single pair has no known spread and is refused", () => {
		const options = { level: 0.95, mean: "arithmetic" } as const;
		expect(() => mixReduction([{ weight: 1, pairs: [[1, 1]] }], options)).toThrow(RangeError);
		expect(() => mixReduction([], options)).toThrow(RangeError);
	});
});
