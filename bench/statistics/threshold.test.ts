import fc from "fast-check";
import { expect, test } from "vitest";
import { reductionPct } from "./log-ratio.ts";
import { distanceToThreshold, logThreshold, sideOf } from "./threshold.ts";

const pct = fc.double({ min: 5, max: 100, noNaN: true });
const bounds = fc
	.tuple(fc.double({ min: -3, max: 3, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }))
	.map(([low, width]) => [low, low + width] as const);

test("swapping the arms swaps the sides", () => {
	const mirrored = { faster: "slower", slower: "faster", "no-change": "no-change" } as const;
	fc.assert(
		fc.property(bounds, pct, ([low, high], threshold) => {
			const side = sideOf([reductionPct(high), reductionPct(low)], threshold);
			const swapped = sideOf([reductionPct(-low), reductionPct(-high)], threshold);
			expect(swapped).toBe(side && mirrored[side]);
		}),
		{ seed: 1 },
	);
});

test("a higher threshold takes verdicts away and gives none", () => {
	fc.assert(
		fc.property(bounds, pct, pct, ([low, high], one, other) => {
			const ci = [reductionPct(high), reductionPct(low)] as const;
			const [lower, higher] = [sideOf(ci, Math.min(one, other)), sideOf(ci, Math.max(one, other))];
			if (higher !== undefined) expect(lower).toBe(higher);
		}),
		{ seed: 2 },
	);
});

test("at 100 % nothing is faster or slower, and it is the least threshold that decides how near one is", () => {
	expect(logThreshold(100)).toBe(Number.POSITIVE_INFINITY);
	expect(sideOf([99.9, 99.99], 100)).toBeUndefined();
	expect(distanceToThreshold(0, 100)).toBeCloseTo(-Math.log(0.95), 10);
});
