import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { logRatioOfReduction, logRatios, reductionPct, speedupFactor } from "./log-ratio.ts";

const time = fc.double({ min: 1e-6, max: 1e6, noNaN: true });

describe("log ratios", () => {
	test("halving the time is a reduction of 50 % and a factor of 2", () => {
		const [d = Number.NaN] = logRatios([[10, 5]]);
		expect(reductionPct(d)).toBeCloseTo(50, 12);
		expect(speedupFactor(d)).toBeCloseTo(2, 12);
	});

	test("doubling the time is a reduction of -100 % and a factor of 0.5", () => {
		const [d = Number.NaN] = logRatios([[5, 10]]);
		expect(reductionPct(d)).toBeCloseTo(-100, 12);
		expect(speedupFactor(d)).toBeCloseTo(0.5, 12);
	});

	test("swapping the arms flips the sign exactly", () => {
		fc.assert(
			fc.property(time, time, (x, y) => {
				expect(logRatios([[x, y]])[0]).toBe(0 - (logRatios([[y, x]])[0] ?? 1));
			}),
		);
	});

	test("a reduction in percent survives the way to a log ratio and back", () => {
		fc.assert(
			fc.property(fc.double({ min: -1000, max: 99.9, noNaN: true }), (pct) => {
				expect(reductionPct(logRatioOfReduction(pct))).toBeCloseTo(pct, 8);
			}),
		);
	});

	test.each([
		[0, 1],
		[1, 0],
		[-1, 1],
		[1, Number.NaN],
		[Infinity, 1],
	])("no timer returns %d and %d", (before, after) => {
		expect(() => logRatios([[before, after]])).toThrow(RangeError);
	});
});
