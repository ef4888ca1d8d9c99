import { expect, test } from "vitest";
import { weightedMean } from "./weighted-mean.ts";

/** Neighbours in it do not resemble each other, so each value counts fully. */
const series = [4, 6, 5, 3, 7, 5, 4, 6];
const varianceOfMean = 12 / 7 / 8;

test("one series has Student's interval: 5 +- 2.365 * sqrt(1.714 / 8)", () => {
	const { estimate, interval } = weightedMean([{ weight: 3, values: series }], 0.95);
	expect(estimate).toBe(5);
	expect(interval[0]).toBeCloseTo(5 - 2.364624 * Math.sqrt(varianceOfMean), 5);
	expect(interval[1]).toBeCloseTo(5 + 2.364624 * Math.sqrt(varianceOfMean), 5);
});

test("weights count by their proportions: two alike series have the margin of one over the root of two, at 14 degrees of freedom", () => {
	const { estimate, interval } = weightedMean(
		[
			{ weight: 10, values: series },
			{ weight: 10, values: series.map((value) => value + 10) },
		],
		0.95,
	);
	expect(estimate).toBe(10);
	expect(interval[1] - 10).toBeCloseTo(2.144787 * Math.sqrt(varianceOfMean / 2), 5);
	const uneven = weightedMean(
		[
			{ weight: 3, values: series },
			{ weight: 1, values: series.map((value) => value + 10) },
		],
		0.95,
	);
	expect(uneven.estimate).toBe(7.5);
});

test("a series of one value has no spread, and no series no mean", () => {
	expect(() => weightedMean([{ weight: 1, values: [1] }], 0.95)).toThrow(RangeError);
	expect(() => weightedMean([], 0.95)).toThrow(RangeError);
});
