import { expect, test } from "vitest";
import { type BandPoint, crossingBelow } from "./crossing.ts";

const band = (...points: readonly (readonly [number, number])[]): BandPoint[] =>
	points.map(([x, y]) => ({ x, y, interval: [y - 1, y + 1] }));

test("a series crosses where the straight line between its points does, its interval where the ends of theirs do", () => {
	expect(crossingBelow(band([0, 3], [2, 1], [4, -1], [6, -3]))).toEqual({ x: 3, interval: [2, 4] });
});

test("what starts below zero or comes back above it has not crossed for good", () => {
	expect(crossingBelow(band([0, -1], [1, -2]))).toBeUndefined();
	expect(crossingBelow(band([0, 1], [1, -2], [2, 1]))).toBeUndefined();
	expect(crossingBelow([])).toBeUndefined();
});

test("a series that dips counts from its last descent, its interval from the first", () => {
	expect(crossingBelow(band([0, 2], [1, -2], [2, 2], [3, -2]))).toEqual({ x: 2.5, interval: [0.25, 2.75] });
});

test("an interval that is open at an end says so", () => {
	expect(crossingBelow(band([0, 0.5], [1, -0.5]))).toEqual({ x: 0.5, interval: [null, null] });
});
