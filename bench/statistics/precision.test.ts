import { describe, expect, test } from "vitest";
import { hodgesLehmann } from "./hodges-lehmann.ts";
import { halfWidthOf, isPreciseEnough, leastPairs, pairsNeeded } from "./precision.ts";
import { seededRandom } from "./random.ts";

function noise(n: number): number[] {
	const random = seededRandom("precision");
	return Array.from({ length: n }, () => random() - 0.5);
}

describe("pairs needed", () => {
	test("an interval that is narrow enough needs none", () => {
		const d = noise(40);
		expect(pairsNeeded(d, 0.95, 0.5)).toBe(0);
		expect(isPreciseEnough(hodgesLehmann(d, 0.95), 0.5)).toBe(true);
	});

	test("half the width takes about four times the pairs", () => {
		const d = noise(50);
		const width = halfWidthOf(hodgesLehmann(d, 0.95).interval);
		expect(pairsNeeded(d, 0.95, width / 2)).toBeGreaterThanOrEqual(149);
		expect(pairsNeeded(d, 0.95, width / 2)).toBeLessThanOrEqual(151);
	});

	test("running that many more pairs gives about the width asked for", () => {
		const all = noise(5000);
		const more = pairsNeeded(all.slice(0, 60), 0.99, 0.03);
		expect(halfWidthOf(hodgesLehmann(all.slice(0, 60 + more), 0.99).interval) / 0.03).toBeCloseTo(1, 0);
	});

	test("the least pairs for a level are those of which one sign pattern is rare enough", () => {
		expect([leastPairs(0.5), leastPairs(0.95), leastPairs(0.99), leastPairs(1 - 0.05 / 60)]).toEqual([2, 6, 8, 12]);
	});

	test("pairs that cannot reach the level need at least as many as can", () => {
		expect(pairsNeeded([0.1, 0.2, 0.3], 0.95, 10)).toBe(3);
		expect(pairsNeeded([0.1], 0.95, 10)).toBe(5);
	});
});
