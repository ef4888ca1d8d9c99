import { describe, expect, test } from "vitest";
import { normalCdf, normalQuantile } from "./normal.ts";

describe("normal distribution", () => {
	// Abramowitz & Stegun, tables 26.1 and 26.2.
	test.each([
		[0, 0.5],
		[1, 0.841344746068543],
		[-1.96, 0.024997895148220435],
		[-3, 1.349898031630095e-3],
		[-5, 2.8665157187919e-7],
		[-10, 7.61985302416e-24],
	])("P(Z <= %d) is %d", (x, p) => {
		expect(normalCdf(x) / p).toBeCloseTo(1, 11);
	});

	test.each([
		[0.975, 1.959963984540054],
		[0.995, 2.5758293035489],
		[0.9999, 3.71901648545568],
		[1e-10, -6.36134090240406],
	])("the quantile of %d is %d", (p, x) => {
		expect(normalQuantile(p)).toBeCloseTo(x, 8);
	});

	test("the quantile undoes the distribution function, in both tails", () => {
		for (let x = -8; x <= 5; x += 0.25) expect(normalQuantile(normalCdf(x))).toBeCloseTo(x, 8);
		expect([normalQuantile(0), normalQuantile(1)]).toEqual([-Infinity, Infinity]);
	});
});
