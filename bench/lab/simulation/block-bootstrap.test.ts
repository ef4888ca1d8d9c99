import { describe, expect, test } from "vitest";
import { seededRandom } from "../../statistics/random.ts";
import { blockBootstrap, defaultBlockLength, drawBlocks } from "./block-bootstrap.ts";

describe("block bootstrap", () => {
	const values = Array.from({ length: 64 }, (_, i) => Math.sin(i) + 3);
	const mean = (indices: Int32Array) => indices.reduce((sum, i) => sum + (values[i] ?? 0), 0) / indices.length;

	test("the same seed gives the same interval, another seed another", () => {
		const once = blockBootstrap(64, mean, { seed: 1, level: 0.95, resamples: 500 });
		expect(blockBootstrap(64, mean, { seed: 1, level: 0.95, resamples: 500 })).toEqual(once);
		expect(blockBootstrap(64, mean, { seed: 2, level: 0.95, resamples: 500 }).interval).not.toEqual(once.interval);
		expect(once.method).toBe("circular block bootstrap, blocks of 4");
		expect(once.interval[0]).toBeLessThan(once.estimate);
		expect(once.interval[1]).toBeGreaterThan(once.estimate);
	});

	test("neighbours stay together and wrap around the end", () => {
		const indices = new Int32Array(10);
		drawBlocks(seededRandom(3), indices, 5);
		for (const start of [0, 5])
			for (let k = 1; k < 5; k++) expect(indices[start + k]).toBe(((indices[start] ?? 0) + k) % 10);
	});

	test("every sample is drawn equally often", () => {
		const random = seededRandom("even");
		const counts = new Array<number>(12).fill(0);
		const indices = new Int32Array(12);
		for (let b = 0; b < 10_000; b++) {
			drawBlocks(random, indices, 5);
			for (const index of indices) counts[index] = (counts[index] ?? 0) + 1;
		}
		for (const count of counts) expect(count / 10_000).toBeCloseTo(1, 1);
	});

	test("with blocks of one it finds the textbook standard error of a mean", () => {
		const random = seededRandom("independent");
		const sample = Array.from({ length: 200 }, () => random());
		const { interval } = blockBootstrap(200, (indices) => indices.reduce((sum, i) => sum + (sample[i] ?? 0), 0) / 200, {
			seed: 5,
			level: 0.95,
			blockLength: 1,
		});
		expect((interval[1] - interval[0]) / (2 * 1.96 * Math.sqrt(1 / 12 / 200))).toBeCloseTo(1, 1);
	});

	test("blocks grow with the cube root of the series", () => {
		expect([1, 8, 27, 1000].map(defaultBlockLength)).toEqual([1, 2, 3, 10]);
	});
});
