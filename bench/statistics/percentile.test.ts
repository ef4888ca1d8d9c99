import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { median, percentile, quantiles } from "./percentile.ts";

describe("percentiles", () => {
	test("type 7 interpolates between neighbours, as R's default does", () => {
		expect(quantiles([4, 1, 3, 2], [0, 0.1, 0.25, 0.5, 0.95, 1])).toEqual([
			1,
			1.3,
			1.75,
			2.5,
			expect.closeTo(3.85, 12),
			4,
		]);
	});

	test("the median of an even number of values lies between the two in the middle", () => {
		expect([median([9]), median([3, 1]), median([5, 1, 9])]).toEqual([9, 2, 5]);
	});

	test("quantiles rise with q and stay within the values", () => {
		const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 50 });
		const q = fc.double({ min: 0, max: 1, noNaN: true });
		fc.assert(
			fc.property(values, q, q, (list, a, b) => {
				const [low = 0, high = 0] = quantiles(list, [Math.min(a, b), Math.max(a, b)]);
				expect(low).toBeLessThanOrEqual(high + 1e-9);
				expect(low).toBeGreaterThanOrEqual(Math.min(...list));
				expect(high).toBeLessThanOrEqual(Math.max(...list));
			}),
		);
	});

	test("there is no quantile of nothing, nor one beyond 1", () => {
		expect(() => percentile([], 0.5)).toThrow(RangeError);
		expect(() => percentile([1], 1.5)).toThrow(RangeError);
	});
});
