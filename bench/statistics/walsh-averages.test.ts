import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ascending, walshAtOrBelow, walshAverage, walshCount } from "./walsh-averages.ts";

/** All of them, listed: what the functions under test avoid. */
function listed(values: readonly number[]): number[] {
	return values.flatMap((x, i) => values.slice(i).map((y) => (x + y) / 2)).sort((a, b) => a - b);
}

const values = fc.array(fc.oneof(fc.integer({ min: -4, max: 4 }), fc.double({ min: -1e3, max: 1e3, noNaN: true })), {
	minLength: 1,
	maxLength: 25,
});

describe("Walsh averages", () => {
	test("the k-th smallest is the one that listing and sorting finds, ties or not", () => {
		fc.assert(
			fc.property(values, (d) => {
				const sorted = ascending(d);
				const all = listed([...sorted]);
				expect(all.length).toBe(walshCount(d.length));
				all.forEach((average, index) => {
					expect(walshAverage(sorted, index + 1) - average).toBe(0);
				});
			}),
			{ seed: 4 },
		);
	});

	test("as many lie at or below a value as counting the list finds", () => {
		fc.assert(
			fc.property(values, fc.double({ min: -5, max: 5, noNaN: true }), (d, x) => {
				expect(walshAtOrBelow(ascending(d), x)).toBe(listed(d).filter((average) => average <= x).length);
			}),
			{ seed: 4 },
		);
	});

	test("the median of the five billion of 100,000 values is found without listing them", () => {
		const sorted = Float64Array.from({ length: 100_000 }, (_, index) => index);
		expect(walshAverage(sorted, Math.ceil(walshCount(100_000) / 2))).toBe(49_999.5);
	});
});
