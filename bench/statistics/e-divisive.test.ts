import { describe, expect, test } from "vitest";
import { bestSplit, eDivisive } from "./e-divisive.ts";
import { normalQuantile } from "./normal.ts";
import { seededRandom } from "./random.ts";

/** Nightly log ratios: a level per night plus normal noise. */
function nightly(seed: string, nights: number, level: (night: number) => number, sigma: number): number[] {
	const random = seededRandom(seed);
	return Array.from({ length: nights }, (_, night) => level(night) + sigma * normalQuantile(Math.max(1e-12, random())));
}

const places = (series: readonly number[], seed: string, options = {}) =>
	eDivisive(series, { seed, ...options }).map(({ index }) => index);

/** A slide of 2 % a week, as the log ratio of one night. */
const SLIDE = Math.log(1.02) / 7;

describe("the energy statistic of a split", () => {
	test("is that of the paper: two constant halves of n and m values that are d apart give nm/(n+m) times 2d", () => {
		expect(bestSplit([3, 3, 3, 3, 7, 7], 2)).toEqual({ at: 4, q: ((4 * 2) / 6) * 2 * 4 });
	});

	test("counts the distances within the halves against it", () => {
		// Between: 4 + 6 + 2 + 4; within: 2 and 2. (2*2/4) * (2*16/4 - 2*2/2 - 2*2/2) = 4.
		expect(bestSplit([0, 2, 4, 6], 2)).toEqual({ at: 2, q: 4 });
	});

	test("is not asked of fewer values than both sides need", () => {
		expect(bestSplit([0, 0, 9, 9], 3)).toEqual({ at: 0, q: 0 });
	});

	test("does not let a return to the old level hide the change", () => {
		expect(bestSplit([0, 0, 0, 5, 5, 5, 0, 0, 0, 0, 0, 0], 3).at).toBeOneOf([3, 6]);
	});
});

describe("change points", () => {
	test("a step is marked on the night it happened, however the noise is drawn", () => {
		for (let run = 0; run < 10; run++) {
			const series = nightly(`step ${run}`, 40, (night) => (night < 25 ? 0 : 0.2), 0.03);
			expect(places(series, `seed ${run}`)).toContain(25);
		}
	});

	test("a change and its return are both marked", () => {
		const series = nightly("bump", 60, (night) => (night >= 20 && night < 40 ? 0.3 : 0), 0.03);
		expect(places(series, "bump")).toEqual([20, 40]);
	});

	test("three levels have two changes, whatever the level's sign and unit", () => {
		const series = nightly("levels", 60, (night) => [0, 1, -1][Math.floor(night / 20)] ?? 0, 0.1);
		expect(places(series, "levels")).toEqual([20, 40]);
		expect(
			places(
				series.map((d) => -1000 * d),
				"levels",
			),
		).toEqual([20, 40]);
	});

	test("a change of spread alone is a change of distribution, and a long series shows it", () => {
		const series = nightly("spread", 200, () => 0, 1).map((d, night) => (night < 100 ? d : 8 * d));
		const [found = 0] = places(series, "spread");
		expect(Math.abs(found - 100)).toBeLessThanOrEqual(5);
	});

	test("the same seed marks the same, and a constant or short series has nothing to mark", () => {
		const series = nightly("again", 50, (night) => 0.004 * night, 0.03);
		expect(eDivisive(series, { seed: 1 })).toEqual(eDivisive(series, { seed: 1 }));
		expect(eDivisive(Array(30).fill(0.5), { seed: 1 })).toEqual([]);
		expect(eDivisive([0, 0, 0, 0, 9, 9, 9, 9, 9], { seed: 1 })).toEqual([]);
		expect(eDivisive([], { seed: 1 })).toEqual([]);
	});
});

describe("a nightly run's ratio with 3 % noise", () => {
	test("that stays level is marked in no more than the nominal 5 % of histories", () => {
		let alarms = 0;
		const histories = 300;
		for (let run = 0; run < histories; run++) {
			if (
				places(
					nightly(`flat ${run}`, 40, () => 0.1, 0.03),
					`flat ${run}`,
					{ permutations: 199 },
				).length > 0
			)
				alarms++;
		}
		// Four standard errors of a binomial 5 % above it.
		expect(alarms / histories).toBeLessThan(0.05 + 4 * Math.sqrt((0.05 * 0.95) / histories));
		// And the test is alive: with no alarm at all, it would mark nothing ever.
		expect(alarms).toBeGreaterThan(0);
	});

	test("that slides 2 % a week is marked within ten weeks, upwards, even at the level for forty strata", () => {
		for (let run = 0; run < 10; run++) {
			const series = nightly(`slide ${run}`, 70, (night) => SLIDE * night, 0.03);
			const [first = 0, ...rest] = places(series, `slide ${run}`, { alpha: 0.05 / 40, permutations: 1600 });
			expect(first).toBeGreaterThan(0);
			const bounds = [0, first, ...rest, series.length];
			const levels = bounds.slice(1).map((end, i) => {
				const part = series.slice(bounds[i], end);
				return part.reduce((sum, d) => sum + d, 0) / part.length;
			});
			expect(levels).toEqual(levels.toSorted((a, b) => a - b));
		}
	});
});
