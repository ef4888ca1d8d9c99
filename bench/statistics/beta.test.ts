import { describe, expect, test } from "vitest";
import { betaCdf, betaQuantile, studentQuantile } from "./beta.ts";
import { normalQuantile } from "./normal.ts";

function choose(n: number, k: number): number {
	return k === 0 ? 1 : (choose(n - 1, k - 1) * n) / k;
}

describe("beta distribution", () => {
	test("its tail is the binomial distribution's, term by term", () => {
		for (const [n, p] of [
			[10, 0.3],
			[25, 0.95],
			[7, 0.01],
		] as const)
			for (let k = 1; k <= n; k++) {
				let tail = 0;
				for (let j = k; j <= n; j++) tail += choose(n, j) * p ** j * (1 - p) ** (n - j);
				expect(betaCdf(p, k, n - k + 1)).toBeCloseTo(tail, 9);
			}
	});

	test("the quantile undoes the distribution function", () => {
		for (const [a, b] of [
			[0.5, 0.5],
			[3, 9],
			[120, 6.5],
			[1, 1],
		] as const)
			for (const p of [0.001, 0.025, 0.5, 0.975]) expect(betaCdf(betaQuantile(p, a, b), a, b)).toBeCloseTo(p, 9);
	});

	test("Clopper & Pearson's limits for 1 of 10 are 0.25 % and 44.5 %", () => {
		expect(betaQuantile(0.025, 1, 10)).toBeCloseTo(0.002529, 6);
		expect(betaQuantile(0.975, 2, 9)).toBeCloseTo(0.445016, 6);
		expect([betaQuantile(0.025, 0, 11), betaQuantile(0.975, 11, 0)]).toEqual([0, 1]);
	});
});

describe("Student's t", () => {
	// Published tables, 97.5 %.
	test.each([
		[1, 12.7062],
		[2, 4.30265],
		[5, 2.57058],
		[10, 2.22814],
		[30, 2.04227],
		[120, 1.97993],
	])("with %d degrees of freedom is %d", (df, t) => {
		expect(studentQuantile(0.975, df)).toBeCloseTo(t, 4);
		expect(studentQuantile(0.025, df)).toBeCloseTo(-t, 4);
	});

	test("with very many degrees of freedom is the normal distribution", () => {
		expect(studentQuantile(0.995, 1e7)).toBeCloseTo(normalQuantile(0.995), 5);
	});
});
