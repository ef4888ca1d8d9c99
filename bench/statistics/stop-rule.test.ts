import { describe, expect, test } from "vitest";
import { logRatioOfReduction } from "./log-ratio.ts";
import { seededRandom } from "./random.ts";
import { isHopeless, nextLook, type SamplingState, samplingDecision } from "./stop-rule.ts";

const limits = { level: 0.95, threshold: -logRatioOfReduction(5), minPairs: 8, maxPairs: 200 };

/** n log ratios around a centre, half as wide as `spread` to either side. */
function around(centre: number, spread: number, n: number): number[] {
	const random = seededRandom(`${centre}/${spread}`);
	return Array.from({ length: n }, () => centre + spread * (random() - 0.5));
}

function decide(d: readonly number[], state: Partial<SamplingState> = {}): string {
	return samplingDecision({ d, ...limits, ...state });
}

describe("when to stop sampling", () => {
	test("looks come at 12 pairs, then half as many again each time, at last at the most allowed", () => {
		const looks: number[] = [];
		for (let n = 0; n < 200; ) {
			n = nextLook(n, 8, 200);
			looks.push(n);
		}
		expect(looks).toEqual([12, 18, 27, 40, 60, 91, 136, 200]);
		expect(nextLook(0, 20, 200)).toBe(20);
		expect(nextLook(0, 8, 10)).toBe(10);
	});

	test("between looks it never stops, however narrow the interval", () => {
		for (const n of [8, 11, 13, 17, 26, 28]) expect(decide(around(-2, 0.001, n))).toBe("continue");
	});

	test("a large effect is resolved at the first look", () => {
		expect(decide(around(-2, 0.5, 12))).toBe("resolved");
	});

	test("no effect, quietly measured, is resolved once luck is ruled out, at 27 pairs", () => {
		expect(decide(around(0, 0.01, 12))).toBe("continue");
		expect(decide(around(0, 0.01, 18))).toBe("continue");
		expect(decide(around(0, 0.01, 27))).toBe("resolved");
	});

	test("an interval that excludes zero but is wide goes on: significance does not stop a trial", () => {
		const d = around(0.2, 0.4, 27);
		expect(Math.min(...d)).toBeGreaterThanOrEqual(0);
		expect(decide(d)).toBe("continue");
	});

	test("the most pairs allowed exhaust a noisy trial, and resolve a quiet one", () => {
		expect(decide(around(0, 2, 200))).toBe("exhausted");
		expect(decide(around(0, 0.1, 200))).toBe("resolved");
	});

	test("pairs too few for the level are never precise", () => {
		expect(decide(around(-2, 0.001, 12), { level: 0.9999 })).toBe("continue");
		expect(decide(around(-2, 0.001, 12), { level: 0.9999, maxPairs: 12 })).toBe("exhausted");
	});

	test("swapping the arms does not change the decision", () => {
		for (const n of [12, 27, 60, 200])
			for (const centre of [0.05, 0.3, 2]) {
				const d = around(centre, 0.3, n);
				expect(decide(d.map((x) => -x))).toBe(decide(d));
			}
	});
});

describe("giving up what the time will not tell", () => {
	const random = seededRandom("hopeless");
	const noise = (n: number, around: number, spread: number) =>
		Array.from({ length: n }, () => around + spread * (random() - 0.5));
	const state = (d: readonly number[]) => ({ d, level: 0.99, threshold: 0.05, minPairs: 12, maxPairs: 2000 });

	test("wide noise beside little time is given up, and with much time is not", () => {
		const d = noise(12, 0.05, 2);
		expect(isHopeless(state(d), 6000, 10_000)).toBe(true);
		expect(isHopeless(state(d), 6000, 60_000_000)).toBe(false);
	});

	test("a plain effect is never given up, however little time is left", () => {
		expect(isHopeless(state(noise(12, 1.5, 0.2)), 9_990, 10_000)).toBe(false);
	});

	test("between looks nothing is given up", () => {
		expect(isHopeless(state(noise(13, 0.05, 2)), 6000, 6001)).toBe(false);
	});
});
