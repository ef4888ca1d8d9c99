import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { seededRandom } from "../../statistics/random.ts";
import { closedLoop, openLoop } from "./loops.ts";
import { drawOperations, type Operation } from "./mix.ts";
import { parseSessions } from "./sessions.ts";

const running = new AbortController().signal;
const operation: Operation = [{ sql: "SELECT 1", params: [] }];
function* endless(): Generator<Operation, never> {
	while (true) yield operation;
}

describe("the open loop", () => {
	test("counts latency from when an operation was due: one stall is felt by all that fall due behind it", async () => {
		let sent = 0;
		const stall = async () => {
			if (sent++ === 0) await sleep(300);
		};
		// Twenty arrivals, 10 ms apart; all but the first are answered at once.
		const arrivals = { rate: 100, count: 20, limitMs: 60_000 };
		const round = await openLoop([stall], endless(), arrivals, running);
		expect(sent).toBe(20);
		expect(round).toMatchObject({ unanswered: 0 });
		expect(round.latencies.count).toBe(20);
		// The last is due after 190 ms and waits for more than 100; a slow machine can only make them longer.
		expect(round.latencies.at(1)).toBeGreaterThan(95);
		expect(round.latencies.max).toBeGreaterThan(290);
		expect(round.waitingShare).toBeGreaterThan(0.8);
	});

	test("a stalled session holds up none that another can serve", async () => {
		const served = [0, 0];
		const sends = [300, 0].map((ms, at) => async () => {
			served[at] = (served[at] ?? 0) + 1;
			if (ms > 0) await sleep(ms);
		});
		await openLoop(sends, endless(), { rate: 100, count: 20, limitMs: 60_000 }, running);
		expect((served[0] ?? 0) + (served[1] ?? 0)).toBe(20);
		expect(served[1]).toBeGreaterThan(1);
	});

	test("gives up at its limit, and what was due and never sent counts with the time it has waited", async () => {
		const slow = () => sleep(200);
		const round = await openLoop([slow], endless(), { rate: 1000, count: 50, limitMs: 100 }, running);
		expect(round.unanswered).toBe(49);
		expect(round.latencies.count).toBe(50);
		expect(round.latencies.at(1)).toBeGreaterThan(100);
	});
});

describe("the closed loop", () => {
	test("sends one operation after another in every session and counts the last one too", async () => {
		let under = 0;
		let most = 0;
		let answered = 0;
		const send = async () => {
			most = Math.max(most, ++under);
			await sleep(5);
			under--;
			answered++;
		};
		const round = await closedLoop([send, send, send], [endless(), endless(), endless()], 60, running);
		expect(most).toBe(3);
		expect(round.latencies.count).toBe(answered);
		expect(round.perSecond).toBeLessThanOrEqual((3 * 1000) / 4);
		expect(round.seconds).toBeGreaterThanOrEqual(0.06);
	});

	test("ends when the run is given up", async () => {
		const abort = new AbortController();
		const send = async () => abort.abort(new Error("given up"));
		await expect(closedLoop([send], [endless()], 60_000, abort.signal)).rejects.toThrow("given up");
	});
});

describe("the mix", () => {
	const mixed = (share: number, ...keys: string[]) => ({
		share,
		operations: keys.map((sql): Operation => [{ sql, params: [] }]),
	});
	const mix = [mixed(0.7, "a", "b"), mixed(0.25, "c"), mixed(0.05, "d")];
	const draw = (seed: string, count: number) => {
		const drawn = drawOperations(mix, seededRandom(seed));
		return Array.from({ length: count }, () => drawn.next().value[0]?.sql);
	};

	test("draws classes by their share and their keys alike", () => {
		const drawn = draw("1", 20_000);
		const share = (sql: string) => drawn.filter((found) => found === sql).length / drawn.length;
		for (const [sql, expected] of [
			["a", 0.35],
			["b", 0.35],
			["c", 0.25],
			["d", 0.05],
		] as const)
			expect(Math.abs(share(sql) - expected)).toBeLessThan(0.015);
	});

	test("is the same for the same seed alone", () => {
		expect(draw("1", 50)).toEqual(draw("1", 50));
		expect(draw("1", 50)).not.toEqual(draw("2", 50));
	});
});

test("numbers of sessions are listed once each, ascending; anything else is refused with the remedy", () => {
	expect(parseSessions("16, 1,4,4")).toEqual([1, 4, 16]);
	for (const wrong of ["", "0", "1,", "four", "1.5", "4096"]) {
		expect(() => parseSessions(wrong)).toThrow("not a number of sessions");
	}
});
