import { describe, expect, test } from "vitest";
import { randomIndex, seededRandom } from "./random.ts";

function draw(seed: number | string, count: number): number[] {
	return Array.from({ length: count }, seededRandom(seed));
}

describe("seeded random numbers", () => {
	test("the same seed repeats the stream on every machine", () => {
		expect(draw(1, 5)).toEqual(draw(1, 5));
		expect(draw(1, 3).map((x) => x.toFixed(12))).toMatchInlineSnapshot(`
			[
			  "0.910177036265",
			  "0.512520751884",
			  "0.131096412945",
			]
		`);
	});

	test("other seeds, neighbours and look-alikes too, give other streams", () => {
		const firsts = [...Array.from({ length: 500 }, (_, seed) => seed), "1", "run/p95", "run/p99"].map(
			(seed) => draw(seed, 1)[0],
		);
		expect(new Set(firsts).size).toBe(firsts.length);
	});

	test("numbers are even over the interval and unrelated to their neighbours", () => {
		const n = 200_000;
		const values = draw("uniform", n);
		const cells = new Array<number>(64).fill(0);
		for (let i = 0; i < n; i += 2) {
			const cell = Math.floor((values[i] ?? 0) * 8) * 8 + Math.floor((values[i + 1] ?? 0) * 8);
			cells[cell] = (cells[cell] ?? 0) + 1;
		}
		const expected = n / 2 / 64;
		const chiSquare = cells.reduce((sum, cell) => sum + (cell - expected) ** 2 / expected, 0);
		// 63 degrees of freedom: 0.1 % quantiles are 32 and 104.
		expect(chiSquare).toBeGreaterThan(32);
		expect(chiSquare).toBeLessThan(104);
		expect(Math.min(...cells.map((_, k) => randomIndex(() => k / 64, 7)))).toBe(0);
	});
});
