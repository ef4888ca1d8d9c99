import fc from "fast-check";
import { expect, test } from "vitest";
import { quotientInterval } from "./quotient.ts";

test("a cost of 2 to 4 and a gain of 5 to 8 pay at 0.25 to 0.8", () => {
	expect(quotientInterval([2, 4], [5, 8])).toEqual([0.25, 0.8]);
});

test("a cost that may be none pays at once, one that is none in any case always", () => {
	expect(quotientInterval([-1, 4], [5, 8])).toEqual([0, 0.8]);
	expect(quotientInterval([-2, -1], [5, 8])).toEqual([0, 0]);
	// Where nothing may be gained, that nothing is paid is no bound: 0 / 0 is anything.
	expect(quotientInterval([-2, -1], [-5, 8])).toEqual([0, null]);
});

test("a gain that may be none gives no upper bound", () => {
	expect(quotientInterval([2, 4], [-1, 8])).toEqual([0.25, null]);
	expect(quotientInterval([2, 4], [-8, -1])).toEqual([0, null]);
});

test("it holds the quotient of any two points of the intervals", () => {
	const positive = fc.double({ min: 0.001, max: 1000, noNaN: true });
	fc.assert(
		fc.property(positive, positive, positive, positive, fc.double({ min: 0, max: 1, noNaN: true }), (a, b, c, d, t) => {
			const [low, high] = [Math.min(a, b), Math.max(a, b)];
			const [from, to] = [Math.min(c, d), Math.max(c, d)];
			const [least, most] = quotientInterval([low, high], [from, to]);
			const quotient = (low + t * (high - low)) / (to - t * (to - from));
			expect(quotient).toBeGreaterThanOrEqual(least * (1 - 1e-9));
			expect(quotient).toBeLessThanOrEqual((most ?? Infinity) * (1 + 1e-9));
		}),
	);
});
