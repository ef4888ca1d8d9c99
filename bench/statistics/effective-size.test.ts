import { describe, expect, test } from "vitest";
import { firstOrderInflation, longRunInflation } from "./effective-size.ts";
import { seededRandom } from "./random.ts";

/** A first-order autoregression, whose mean's variance is inflated by (1 + r) / (1 - r). */
function autoregression(r: number, n: number): number[] {
	const random = seededRandom(`autoregression ${r}`);
	let value = 0;
	return Array.from({ length: n }, () => {
		value = r * value + random() - 0.5;
		return value;
	});
}

describe("variance inflation of a mean", () => {
	test.each([
		[0, 1],
		[0.5, 3],
		[0.8, 9],
	])("of an autoregression at %d is %d", (r, expected) => {
		expect(firstOrderInflation(autoregression(r, 20_000)) / expected).toBeCloseTo(1, 1);
		expect(longRunInflation(autoregression(r, 20_000)) / expected).toBeCloseTo(1, 0);
	});

	test("a slow wander under fast noise is seen by its long run, not by its first lag", () => {
		const random = seededRandom("fast noise");
		const series = autoregression(0.98, 20_000).map((value) => value + 3 * (random() - 0.5));
		expect(longRunInflation(series)).toBeGreaterThan(3 * firstOrderInflation(series));
	});

	test("alternating, constant and very short series count as they are", () => {
		const alternating = Array.from({ length: 50 }, (_, i) => i % 2);
		expect([alternating, [1, 2, 3]].map(firstOrderInflation)).toEqual([1, 1]);
		expect(longRunInflation(alternating)).toBeLessThan(1.5);
		expect(firstOrderInflation(new Array(1000).fill(7))).toBeCloseTo(1, 2);
	});
});
