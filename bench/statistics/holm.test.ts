import padjust from "@stdlib/stats-padjust";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hodgesLehmann } from "./hodges-lehmann.ts";
import { holmAdjust, holmLevels } from "./holm.ts";
import { signedRankTest } from "./signed-rank.ts";

describe("Holm's adjustment", () => {
	test("a worked example: 0.01, 0.04, 0.03, 0.005", () => {
		const adjusted = holmAdjust([0.01, 0.04, 0.03, 0.005]);
		[0.03, 0.06, 0.06, 0.02].forEach((expected, index) => {
			expect(adjusted[index]).toBeCloseTo(expected, 12);
		});
	});

	test("an independent package finds the same adjusted p-values", () => {
		const p = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 60 });
		fc.assert(
			fc.property(p, (values) => {
				const expected = padjust(values, "holm");
				holmAdjust(values).forEach((adjusted, index) => {
					expect(adjusted).toBeCloseTo(expected[index] ?? Number.NaN, 12);
				});
			}),
		);
	});

	test("no comparisons need no adjustment", () => {
		expect([holmAdjust([]), holmLevels([], 0.05)]).toEqual([[], []]);
	});
});

describe("levels that agree with Holm's rejections", () => {
	test("each rejection loosens the level of the next; from the first non-rejection on it stays", () => {
		expect(holmLevels([0.2, 0.001, 0.9, 0.02], 0.05)).toEqual([1 - 0.05 / 3, 1 - 0.05 / 4, 1 - 0.05 / 3, 1 - 0.05 / 3]);
	});

	test("a comparison's interval at its level excludes zero exactly when Holm rejects it", () => {
		const value = fc.oneof(fc.integer({ min: -1, max: 3 }), fc.double({ min: -0.5, max: 2, noNaN: true }));
		const comparisons = fc.array(fc.array(value, { minLength: 6, maxLength: 24 }), { minLength: 1, maxLength: 12 });
		let rejections = 0;
		let others = 0;
		fc.assert(
			fc.property(comparisons, fc.constantFrom(0.01, 0.05, 0.2), (sets, alpha) => {
				const p = sets.map((d) => signedRankTest(d).p);
				const adjusted = holmAdjust(p);
				const levels = holmLevels(p, alpha);
				sets.forEach((d, index) => {
					const { interval, reachable } = hodgesLehmann(d, levels[index] ?? 1);
					const excludesZero = reachable && (interval[0] > 0 || interval[1] < 0);
					const rejected = (adjusted[index] ?? 1) <= alpha;
					rejected ? rejections++ : others++;
					expect(excludesZero).toBe(rejected);
				});
			}),
			{ numRuns: 500, seed: 4 },
		);
		expect(Math.min(rejections, others)).toBeGreaterThan(100);
	});
});
