import { describe, expect, test } from "vitest";
import { leastSamples, quantileInterval } from "./quantile-interval.ts";
import { seededRandom } from "./random.ts";

/** 1..n in an order without a pattern. */
function shuffled(n: number): number[] {
	const random = seededRandom("shuffled");
	const keys = Array.from({ length: n }, (_, index) => [random(), index + 1] as const);
	return keys.sort(([a], [b]) => a - b).map(([, value]) => value);
}

/** A series whose neighbours do not resemble each other at all: effective size n. */
function alternating(n: number): number[] {
	return Array.from({ length: n }, (_, i) => (i % 2 === 0 ? i / 2 + 1 : n - (i - 1) / 2));
}

describe("interval of a quantile", () => {
	test("the 95 % interval of the median of 100 independent values is the 40th to the 61st (Conover, table A3)", () => {
		const found = quantileInterval(alternating(100), 0.5, 0.95);
		expect(found).toEqual({ estimate: 50.5, interval: [40, 61], effectiveSize: 100 });
	});

	test("the median takes at least 80 samples, p95 144 and p99 736, be they as independent as can be", () => {
		expect([0.5, 0.05, 0.95, 0.99].map((q) => leastSamples(q, 0.95))).toEqual([80, 144, 144, 736]);
		const given = (n: number, q: number) => {
			const { interval, effectiveSize } = quantileInterval(alternating(n), q, 0.95);
			expect(effectiveSize).toBe(n);
			return interval !== null;
		};
		expect([given(142, 0.95), given(144, 0.95), given(734, 0.99), given(736, 0.99)]).toEqual([
			false,
			true,
			false,
			true,
		]);
	});

	test("too few values to tell serial dependence have an estimate and no interval", () => {
		expect(quantileInterval(shuffled(79), 0.5, 0.95)).toMatchObject({ estimate: 40, interval: null });
	});

	test("values in long runs are worth fewer, and their interval is wider", () => {
		const values = shuffled(400);
		const runs = [...values.slice(0, 200).sort((a, b) => a - b), ...values.slice(200).sort((a, b) => b - a)];
		const free = quantileInterval(values, 0.5, 0.95);
		const bound = quantileInterval(runs, 0.5, 0.95);
		expect(bound.estimate).toBe(free.estimate);
		expect(bound.effectiveSize).toBeLessThan(free.effectiveSize / 10);
		const width = ({ interval }: typeof free) => (interval ? interval[1] - interval[0] : Infinity);
		expect(width(bound)).toBeGreaterThan(2 * width(free));
	});
});
