import { expect, test } from "vitest";
import { exponential, logNormal, normalCdf, normalQuantile, QuantileTable } from "./quantile-table.ts";
import { RandomStream } from "./random-stream.ts";
import { WeightedChoice } from "./weighted-choice.ts";

const DRAWS = 50_000;

/** Kolmogorov-Smirnov distance between draws and a distribution function. */
function ksDistance(draw: (stream: RandomStream) => number, cdf: (x: number) => number): number {
	const stream = new RandomStream(1, "ks");
	const sorted = Float64Array.from({ length: DRAWS }, (_, row) => draw(stream.at(row))).sort();
	return sorted.reduce(
		(worst, x, rank) => Math.max(worst, Math.abs(cdf(x) - rank / DRAWS), Math.abs(cdf(x) - (rank + 1) / DRAWS)),
		0,
	);
}

/** Critical distance at 0.1 %: Smirnov's 1.95 / sqrt(n). */
const CRITICAL = 1.95 / Math.sqrt(DRAWS);

test("log-normal draws follow the log-normal distribution (Kolmogorov-Smirnov)", () => {
	const table = new QuantileTable(logNormal(60, 0.9));
	const distance = ksDistance(
		(stream) => table.draw(stream),
		(x) => normalCdf(Math.log(x / 60) / 0.9),
	);
	expect(distance).toBeLessThan(CRITICAL);
	// The test can tell: another sigma fails it.
	const other = new QuantileTable(logNormal(60, 0.8));
	expect(
		ksDistance(
			(stream) => other.draw(stream),
			(x) => normalCdf(Math.log(x / 60) / 0.9),
		),
	).toBeGreaterThan(CRITICAL);
});

test("exponential draws follow the exponential distribution (Kolmogorov-Smirnov)", () => {
	const table = new QuantileTable(exponential(120));
	expect(
		ksDistance(
			(stream) => table.draw(stream),
			(x) => 1 - Math.exp(-x / 120),
		),
	).toBeLessThan(CRITICAL);
});

test("the normal quantile agrees with published tables", () => {
	expect(normalQuantile(0.975)).toBeCloseTo(1.959964, 6);
	expect(normalQuantile(0.5)).toBeCloseTo(0, 9);
	expect(normalQuantile(0.001)).toBeCloseTo(-3.090232, 6);
	expect(normalCdf(1)).toBeCloseTo(0.841345, 6);
});

test("weighted choices come as often as their weights say (chi-square)", () => {
	const weights = [12, 3, 1, 0, 40, 0.5, 7];
	const choice = new WeightedChoice(weights);
	const stream = new RandomStream(1, "weights");
	const counts = new Array<number>(weights.length).fill(0);
	for (let row = 0; row < DRAWS; row++) {
		const index = choice.draw(stream.at(row));
		counts[index] = (counts[index] ?? 0) + 1;
	}
	expect(counts[3]).toBe(0);
	const total = weights.reduce((sum, weight) => sum + weight, 0);
	const chiSquare = weights.reduce((sum, weight, index) => {
		const expected = (weight / total) * DRAWS;
		return expected === 0 ? sum : sum + ((counts[index] ?? 0) - expected) ** 2 / expected;
	}, 0);
	// 99.9 % quantile for 5 degrees of freedom.
	expect(chiSquare).toBeLessThan(20.5);
});

test("weights that are all zero are refused", () => {
	expect(() => new WeightedChoice([0, 0])).toThrow(RangeError);
});
