import { describe, expect, test } from "vitest";
import { allowance, leastCost } from "./budget.ts";

const slow = { pairMs: 500, leastPairs: 12, decidedByEvidence: false };
const quick = { pairMs: 1, leastPairs: 12, decidedByEvidence: false };
const settled = { pairMs: 500, leastPairs: 8, decidedByEvidence: true };

describe("the budget of a trial", () => {
	test("is an equal share of what is left after every trial's least pairs", () => {
		expect(allowance(quick, [slow], 10_012)).toBeCloseTo(12 + (10_012 - 12 - 6000) / 2);
	});

	test("never falls below its least pairs, even when the time is already spent", () => {
		expect(allowance(slow, [slow, slow], -5000)).toBe(leastCost([slow]));
	});

	test("is the least pairs alone when evidence decides, which leaves its share to the others", () => {
		expect(allowance(settled, [slow], 100_000)).toBe(4000);
		expect(allowance(slow, [settled], 100_000)).toBe(100_000 - 4000);
	});
});
