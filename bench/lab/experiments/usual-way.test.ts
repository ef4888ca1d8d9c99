import { describe, expect, test } from "vitest";
import { callEach, callWithCare, mannWhitney, sampleSequentially, welch } from "./usual-way.ts";

/** Student's sleep data (Biometrika 6, 1908): Welch's test gives t = -1.8608, df = 17.776, p = 0.07939. */
const sleep = {
	before: [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0],
	after: [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4],
};

describe("the usual way", () => {
	test("runs all of one arm before the other, at least 64 times each", async () => {
		const calls: string[] = [];
		const arm = (name: string) => async () => {
			calls.push(name);
			await new Promise((resolve) => setImmediate(resolve));
		};
		const samples = await sampleSequentially(arm("b"), arm("a"));
		expect(Math.min(samples.before.length, samples.after.length)).toBeGreaterThanOrEqual(64);
		// tinybench tries a task once and warms all up before it times them: the timed part is the end.
		const timed = calls.slice(-(samples.before.length + samples.after.length)).join("");
		expect(timed).toMatch(/^b+a+$/);
	});

	test("tests means with Welch's t-test", () => {
		expect(welch(sleep).p).toBeCloseTo(0.07939, 4);
		expect(welch(sleep).ratio).toBeCloseTo(2.33 / 0.75, 12);
	});

	test("tests ranks with Mann-Whitney's test, normal approximation with tie correction", () => {
		// U = 74.5 of 100 with three ties of two: z = 24.5 / sqrt(174.605).
		expect(mannWhitney(sleep).p).toBeCloseTo(0.0637222, 6);
	});

	test("calls every significant difference, in its direction", () => {
		const results = [
			{ p: 0.01, ratio: 1.02 },
			{ p: 0.04, ratio: 0.5 },
			{ p: 0.2, ratio: 3 },
		];
		expect(callEach(results)).toEqual(["slower", "faster", "no call"]);
		expect(callWithCare(results)).toEqual(["no call", "no call", "no call"]);
		expect(callWithCare([{ p: 0.01, ratio: 1.1 }])).toEqual(["slower"]);
	});
});
