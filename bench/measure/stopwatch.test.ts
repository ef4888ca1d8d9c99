import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { withTailsOf } from "../judge/latency.ts";
import { countedTimes } from "./execution-times.ts";
import { sampleOf } from "./pairs.ts";
import { timeBatch } from "./stopwatch.ts";

test("every execution of a batch is timed by itself, and the last one's value is kept", async () => {
	let calls = 0;
	const { samples, value } = await timeBatch(async () => {
		calls += 1;
		if (calls === 3) await pause(30);
		return calls;
	}, 5);
	expect(calls).toBe(5);
	expect(value).toBe(5);
	expect(samples).toHaveLength(5);
	expect(Math.max(...samples)).toBeGreaterThan(25);
	// The others did not wait; a busy machine would have to hold up all four to break this.
	expect(Math.min(...samples)).toBeLessThan(25);
});

test("a failure of the work is thrown as it is", async () => {
	await expect(timeBatch(async () => Promise.reject(new RangeError("lost")), 3)).rejects.toThrow(RangeError);
});

test("an arm's sample is the mean of its batch, entered once", async () => {
	let entered = 0;
	let executed = 0;
	const arm = {
		enter: async () => {
			entered += 1;
		},
		execute: async () => {
			executed += 1;
			return [[[executed]]];
		},
		batch: 4,
	};
	const { ms, executions, value } = await sampleOf(arm, [1]);
	expect([entered, executed, value]).toEqual([1, 4, [[[4]]]]);
	expect(ms).toBeCloseTo(executions.reduce((sum, one) => sum + one, 0) / 4, 10);
});

test("tails are those of executions, counted to three digits over all visits", () => {
	const times = countedTimes([0.12345, 0.1234, 9.876], countedTimes([0.5]));
	expect(times).toEqual([
		[0.123, 2],
		[0.5, 1],
		[9.88, 1],
	]);
	const means = { p50: 0.2, p95: 0.3, p99: 0.3, mean: 0.2, p95Ci: [0.1, 0.4] as [number, number] };
	const many = countedTimes([...Array.from({ length: 98 }, () => 0.2), 5, 7]);
	expect(withTailsOf(means, many)).toEqual({ p50: 0.2, p95: 0.2, p99: 5, mean: 0.2 });
});
