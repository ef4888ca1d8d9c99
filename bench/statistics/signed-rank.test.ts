import wilcoxon from "@stdlib/stats-wilcoxon";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { seededRandom } from "./random.ts";
import { EXACT_UP_TO, signedRankCdf, signedRankQuantile, signedRankTest } from "./signed-rank.ts";
import { walshCount } from "./walsh-averages.ts";

/** All sign patterns of the magnitudes, each equally likely under the null hypothesis. */
function everySigning(magnitudes: readonly number[]): number[][] {
	return Array.from({ length: 2 ** magnitudes.length }, (_, pattern) =>
		magnitudes.map((magnitude, bit) => ((pattern >> bit) & 1 ? magnitude : -magnitude)),
	);
}

describe("null distribution of the signed-rank statistic", () => {
	// Wilcoxon & Wilcox, Some Rapid Approximate Statistical Procedures (1964), table 2; two-sided.
	const published = [
		[0.95, { 6: 0, 7: 2, 8: 3, 9: 5, 10: 8, 11: 10, 12: 13, 13: 17, 14: 21, 15: 25, 16: 29, 17: 34, 18: 40, 19: 46 }],
		[0.95, { 20: 52, 21: 58, 22: 65, 23: 73, 24: 81, 25: 89, 30: 137, 40: 264, 50: 434 }],
		[0.99, { 8: 0, 9: 1, 10: 3, 11: 5, 12: 7, 13: 9, 14: 12, 15: 15, 16: 19, 17: 23, 18: 27, 19: 32, 20: 37 }],
		[0.99, { 21: 42, 22: 48, 23: 54, 24: 61, 25: 68, 30: 109, 40: 220, 50: 373 }],
	] as const;

	test.each(published)("critical values at level %d are those of published tables", (level, table) => {
		const found = Object.fromEntries(Object.keys(table).map((n) => [n, signedRankQuantile(Number(n), level)]));
		expect(found).toEqual(table);
	});

	test("so few pairs that a level is out of reach have no critical value", () => {
		expect([signedRankQuantile(5, 0.95), signedRankQuantile(7, 0.99), signedRankQuantile(1, 0.5)]).toEqual([
			-1, -1, -1,
		]);
	});

	test("enumerating every sign pattern of up to 12 ranks gives the same probabilities", () => {
		for (let n = 1; n <= 12; n++) {
			const ranks = Array.from({ length: n }, (_, index) => index + 1);
			const sums = everySigning(ranks).map((signed) => signed.reduce((sum, rank) => sum + Math.max(rank, 0), 0));
			for (let t = 0; t <= walshCount(n); t++)
				expect(signedRankCdf(t, n)).toBeCloseTo(sums.filter((sum) => sum <= t).length / 2 ** n, 14);
		}
	});

	test("where exact ends, the normal approximation is within 1 % of it or errs towards caution", () => {
		const n = EXACT_UP_TO;
		for (const level of [0.95, 0.99, 0.999]) {
			const t = signedRankQuantile(n, level);
			const z = (t + 0.5 - walshCount(n) / 2) / Math.sqrt((walshCount(n) * (2 * n + 1)) / 12);
			const next = signedRankQuantile(n + 1, level);
			const nextZ = (next + 0.5 - walshCount(n + 1) / 2) / Math.sqrt((walshCount(n + 1) * (2 * n + 3)) / 12);
			expect(nextZ / z).toBeGreaterThan(0.995);
			expect(nextZ / z).toBeLessThan(1.01);
		}
	});
});

describe("signed-rank test", () => {
	test("the depression study of Hollander & Wolfe (example 3.1) has rank sum 5 and p = 0.039", () => {
		const before = [1.83, 0.5, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.3];
		const after = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29];
		const result = signedRankTest(after.map((value, index) => value - (before[index] ?? 0)));
		expect(result).toEqual({ p: 20 / 512, statistic: 5, method: "exact" });
	});

	test("an independent package finds the same p-values and statistics for data without ties", () => {
		const random = seededRandom("signed-rank against stdlib");
		for (let n = 5; n <= 50; n++) {
			const d = Array.from({ length: n }, () => random() - 0.4);
			const expected = wilcoxon(d);
			const found = signedRankTest(d);
			expect(found.p).toBeCloseTo(expected.pValue, 10);
			// The package reports the rank sum of the positive differences, not the smaller one.
			expect(found.statistic).toBe(Math.min(expected.statistic, walshCount(n) - expected.statistic));
		}
	});

	test("beyond the exact range the package's corrected normal approximation agrees too", () => {
		const random = seededRandom("signed-rank, many pairs");
		const d = Array.from({ length: 400 }, () => random() - 0.47);
		expect(signedRankTest(d).method).toBe("normal");
		expect(signedRankTest(d).p).toBeCloseTo(wilcoxon(d).pValue, 10);
	});

	test("ties and zeros never make it reject more often than it says", () => {
		const tied = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 9 });
		fc.assert(
			fc.property(tied, (magnitudes) => {
				const p = everySigning(magnitudes).map((d) => signedRankTest(d).p);
				for (const alpha of new Set(p)) {
					const rejected = p.filter((value) => value <= alpha).length / p.length;
					expect(rejected).toBeLessThanOrEqual(alpha + 1e-12);
				}
			}),
			{ seed: 4, numRuns: 200 },
		);
	});

	test("differences that are all zero, or none at all, say nothing", () => {
		expect(signedRankTest([0, 0, 0, 0, 0, 0, 0, 0]).p).toBe(1);
		expect(signedRankTest([]).p).toBe(1);
	});

	test("swapping the arms changes nothing but the sign", () => {
		const values = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 1, maxLength: 40 });
		fc.assert(
			fc.property(values, (d) => {
				expect(signedRankTest(d.map((x) => -x))).toEqual(signedRankTest(d));
			}),
		);
	});
});
