import { expect, test } from "vitest";
import { RandomStream, threefryBlock } from "./random-stream.ts";

test("Threefry-2x32 with 20 rounds gives the vectors its authors published", () => {
	expect(threefryBlock([0, 0], [0, 0])).toEqual([0x6b200159, 0x99ba4efe]);
	const ones = 0xffffffff;
	expect(threefryBlock([ones, ones], [ones, ones])).toEqual([0x1cb996fc, 0xbb002be7]);
	expect(threefryBlock([0x13198a2e, 0x03707344], [0x243f6a88, 0x85a308d3])).toEqual([0xc4923a9c, 0x483df7a0]);
});

test("a row's draws depend on seed, name and row alone, not on what was drawn before", () => {
	const draws = (stream: RandomStream, row: number) => {
		stream.at(row);
		return [stream.uint32(), stream.uint32(), stream.unit(), stream.below(1000)];
	};
	const fresh = draws(new RandomStream(7, "sales"), 123_456);
	const used = new RandomStream(7, "sales");
	for (let row = 0; row < 99; row++) draws(used, row);
	expect(draws(used, 123_456)).toEqual(fresh);
	expect(draws(new RandomStream(8, "sales"), 123_456)).not.toEqual(fresh);
	expect(draws(new RandomStream(7, "invoices"), 123_456)).not.toEqual(fresh);
	expect(draws(new RandomStream(7 + 2 ** 32, "sales"), 123_456)).not.toEqual(fresh);
	expect(draws(used, 123_457)).not.toEqual(fresh);
});

test("first draws of neighbouring rows are uniform: chi-square over 100 cells", () => {
	const rows = 200_000;
	const cells = new Array<number>(100).fill(0);
	const stream = new RandomStream(1, "uniform");
	for (let row = 0; row < rows; row++) {
		const cell = stream.at(row).below(100);
		cells[cell] = (cells[cell] ?? 0) + 1;
	}
	const expected = rows / cells.length;
	const chiSquare = cells.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
	// 99.9 % quantile for 99 degrees of freedom.
	expect(chiSquare).toBeLessThan(148.2);
});

test("a chance comes true as often as it says", () => {
	const stream = new RandomStream(1, "chance");
	let hits = 0;
	for (let row = 0; row < 100_000; row++) if (stream.at(row).chance(0.03)) hits++;
	// Four standard deviations around 3,000.
	expect(Math.abs(hits - 3000)).toBeLessThan(216);
	expect(stream.at(0).chance(0)).toBe(false);
	expect(stream.at(0).chance(1)).toBe(true);
});
