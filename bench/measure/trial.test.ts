import { describe, expect, test } from "vitest";
import { QueryTimeout } from "../../mysql/errors.ts";
import { seededRandom } from "../statistics/random.ts";
import { batchesFor, type Execution, keyRounds } from "./pairs.ts";
import { plannedPairs, runTrial as runTimed, type TrialPlan } from "./trial.ts";

/** An arm that returns `value` at once and notes which keys it was asked for. */
function arm(value: unknown): { run: Execution; keys: string[] } {
	const keys: string[] = [];
	return {
		keys,
		run: async (key) => {
			keys.push(key.join());
			return [[[value]]];
		},
	};
}

const plan = { level: 0.99, threshold: 0.05, allowanceMs: 0, pairMs: 0, decidedByEvidence: false };
const enter = async () => {};

/** A trial whose samples are single executions. */
const runTrial = (
	before: Execution,
	after: Execution,
	keys: number[][],
	comparison: "set",
	of: TrialPlan,
	random: () => number,
	signal: AbortSignal,
) =>
	runTimed(
		{ enter, execute: before, batch: 1 },
		{ enter, execute: after, batch: 1 },
		keys,
		comparison,
		of,
		random,
		signal,
	);
const running = new AbortController().signal;

describe("a trial", () => {
	test("gives the same keys to both arms, every key once per round", async () => {
		const before = arm(1);
		const after = arm(1);
		const trial = await runTrial(before.run, after.run, [[1], [2], [3]], "set", plan, seededRandom(7), running);
		expect(before.keys).toEqual(after.keys);
		expect(new Set(before.keys.slice(0, 3))).toEqual(new Set(["1", "2", "3"]));
		expect(trial.order).toHaveLength(trial.pairs.length);
	});

	test("draws the order within each pair: neither arm always goes first, and no fixed pattern repeats", async () => {
		const trial = await runTrial(
			arm(1).run,
			arm(1).run,
			[[1]],
			"set",
			{ ...plan, level: 1 - 1e-9 },
			seededRandom(3),
			running,
		);
		expect(new Set(trial.order)).toEqual(new Set(["BA", "AB"]));
		expect(trial.order.join()).not.toBe(
			trial.order.map((_, i) => (i % 2 === 0 ? trial.order[0] : trial.order[1])).join(),
		);
	});

	test("runs the least number of pairs even when there is no time, and enough of them for the level asked for", async () => {
		const run = (level: number) =>
			runTrial(arm(1).run, arm(1).run, [[1]], "set", { ...plan, level }, seededRandom(1), running);
		expect((await run(0.95)).pairs).toHaveLength(8);
		expect((await run(0.999)).pairs).toHaveLength(11);
		expect(plannedPairs({ level: 0.95, decidedByEvidence: false }, 2)).toBe(24);
	});

	test("runs only a few slow pairs where evidence decides, and never fewer where timing does", async () => {
		const run = (decidedByEvidence: boolean) =>
			runTrial(
				arm(1).run,
				arm(1).run,
				[[1]],
				"set",
				{ ...plan, pairMs: 500, decidedByEvidence },
				seededRandom(1),
				running,
			);
		expect((await run(true)).pairs).toHaveLength(3);
		expect((await run(false)).pairs.length).toBeGreaterThanOrEqual(8);
	});

	test("reports the key for which the arms return different results", async () => {
		const wrongForTwo: Execution = async (key) => [[[key[0] === 2 ? "other" : "same"]]];
		const right: Execution = async () => [[["same"]]];
		const trial = await runTrial(right, wrongForTwo, [[1], [2]], "set", plan, seededRandom(1), running);
		expect(trial.mismatch).toEqual([2]);
	});

	test("ends when a query is given up, keeps the pairs until then, and says which arm and key it was", async () => {
		const stuck: Execution = async (key) => {
			if (key[0] === 2) throw new QueryTimeout(60, undefined);
			return [[[1]]];
		};
		const trial = await runTrial(arm(1).run, stuck, [[1], [2]], "set", plan, seededRandom(1), running);
		expect(trial.timedOut).toEqual({ arm: "after", key: [2], seconds: 60 });
		expect(trial.pairs.length).toBeLessThan(8);
		expect(trial.order).toHaveLength(trial.pairs.length);
	});

	test("ends at once when it is aborted", async () => {
		const aborted = AbortSignal.abort(new Error("stop"));
		await expect(runTrial(arm(1).run, arm(1).run, [[1]], "set", plan, seededRandom(1), aborted)).rejects.toThrow(
			"stop",
		);
	});

	test("passes on a failing query", async () => {
		const failing: Execution = async () => Promise.reject(new Error("no such column"));
		await expect(runTrial(arm(1).run, failing, [[1]], "set", plan, seededRandom(1), running)).rejects.toThrow(
			"no such column",
		);
	});
});

test("rounds of keys differ in order but not in content", () => {
	const rounds = keyRounds([[1], [2], [3], [4]], seededRandom(5));
	const drawn = Array.from({ length: 12 }, () => rounds.next().value.join());
	for (const start of [0, 4, 8]) expect(drawn.slice(start, start + 4).toSorted()).toEqual(["1", "2", "3", "4"]);
	expect(drawn.slice(0, 4)).not.toEqual(drawn.slice(4, 8));
});

test("quick work is sampled in batches of 5 ms or more beside a slow arm, alike arms in equal ones, slow work singly", () => {
	expect(batchesFor(0.5, 0.4)).toEqual({ before: 13, after: 13 });
	expect(batchesFor(440, 1.3)).toEqual({ before: 1, after: 14 });
	expect(batchesFor(440, 900)).toEqual({ before: 1, after: 1 });
	expect(batchesFor(0, 0)).toEqual({ before: 50, after: 50 });
});

test("a batch runs that many executions per sample", async () => {
	const before = arm(1);
	const after = arm(1);
	const trial = await runTimed(
		{ enter, execute: before.run, batch: 3 },
		{ enter, execute: after.run, batch: 2 },
		[[1]],
		"set",
		plan,
		seededRandom(1),
		running,
	);
	const samples = trial.pairs.length + trial.warmupPairs;
	expect([before.keys.length, after.keys.length]).toEqual([3 * samples, 2 * samples]);
	expect(trial.batch).toEqual({ before: 3, after: 2 });
});
