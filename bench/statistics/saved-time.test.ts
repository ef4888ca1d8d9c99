import { describe, expect, test } from "vitest";
import { savedTime, sumOfAmounts, times } from "./saved-time.ts";

const pairsOf = (n: number, before: number, after: number): [number, number][] =>
	Array.from({ length: n }, (_, i) => [before * (1 + 0.01 * Math.sin(i + 1)), after * (1 + 0.01 * Math.cos(3 * i))]);

describe("the time that one execution saves", () => {
	test("is the typical time before less what is left of it", () => {
		const { estimate, interval } = savedTime(pairsOf(30, 100, 10), 0.975);
		expect(estimate).toBeCloseTo(90, 0);
		expect(interval[0]).toBeGreaterThan(88);
		expect(interval[1]).toBeLessThan(92);
	});

	test("is not drowned by one execution in eight that the machine held up", () => {
		const pairs = pairsOf(8, 65, 0.7);
		pairs[3] = [2000, 0.8];
		pairs[5] = [66, 400];
		const [low] = savedTime(pairsOf(8, 65, 0.7), 0.975).interval;
		expect(low).toBeGreaterThan(60);
		expect(savedTime(pairs, 0.975).estimate).toBeGreaterThan(50);
	});

	test("is a loss where it takes longer, beyond all that it took before", () => {
		const { estimate, interval } = savedTime(pairsOf(30, 10, 40), 0.975);
		expect(estimate).toBeCloseTo(-30, 0);
		expect(interval[1]).toBeLessThan(-28);
	});
});

test("a sum keeps the sign that all its parts surely have, and is narrower than the sum of their bounds", () => {
	const sum = sumOfAmounts([{ estimate: 10, interval: [2, 20] }, times(2, { estimate: 5, interval: [1, 8] })]);
	expect(sum.estimate).toBe(20);
	expect(sum.interval[0]).toBeCloseTo(20 - Math.hypot(8, 8));
	expect(sum.interval[1]).toBeCloseTo(20 + Math.hypot(10, 6));
});
