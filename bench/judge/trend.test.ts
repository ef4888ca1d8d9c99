import { describe, expect, test } from "vitest";
import { nightlyHistory } from "../record/history/fixtures/nightly-history.ts";
import { recentSlides, trendOf } from "./trend.ts";

/** A slide of 2 % a week, as the log ratio of one night. */
const SLIDE = Math.log(1.02) / 7;

/** Positions of the series with change points. */
function changed(trend: ReturnType<typeof trendOf>): number[] {
	return (trend?.series ?? []).flatMap(({ changes }, position) => (changes.length > 0 ? [position] : []));
}

describe("the trend over kept runs", () => {
	test("a nightly that slides 2 % a week in one stratum of forty is noticed, and that stratum alone", () => {
		const drift = (position: number, night: number) => (position === 7 ? SLIDE * night : 0);
		const trend = trendOf(nightlyHistory({ nights: 56, strata: 40, drift }));
		expect(trend?.series).toHaveLength(40);
		expect(changed(trend)).toEqual([7]);
		for (const { from, to } of trend?.series[7]?.changes ?? []) expect(to).toBeGreaterThan(from);
	});

	test("nights of noise alone are flagged in at most 5 % of reports, however many strata they have", () => {
		let flagged = 0;
		const reports = 60;
		for (let run = 0; run < reports; run++) {
			if (changed(trendOf(nightlyHistory({ nights: 30, strata: 20, seed: `flat ${run}` }))).length > 0) flagged++;
		}
		// 5 % of 60 is 3; 10 or more would happen once in some 1,400 times.
		expect(flagged).toBeLessThan(10);
	});

	test("a step is told with the run it began at, its levels, and what changed alongside", () => {
		const trend = trendOf(
			nightlyHistory({
				nights: 30,
				drift: (position, night) => (position === 0 && night >= 18 ? Math.log(1.5) : 0),
				change: (line, night) => ({ ...line, mysql: night >= 18 ? "8.4.8" : "8.4.7", commit: night >= 18 ? "b" : "a" }),
			}),
		);
		const [series] = trend?.series ?? [];
		expect(series?.changes).toHaveLength(1);
		const [change] = series?.changes ?? [];
		expect(series?.points[change?.at ?? 0]?.runId).toBe("night-18");
		expect(Math.exp((change?.to ?? 0) - (change?.from ?? 0))).toBeCloseTo(1.5, 1);
		expect(change?.alongside).toEqual(["MySQL 8.4.7 to 8.4.8", "commit a to b"]);
	});

	test("a slide is news for thirty runs, a gain never is", () => {
		const stepped = (night: number, by: number, nights: number) =>
			trendOf(nightlyHistory({ nights, drift: (position, at) => (position === 0 && at >= night ? Math.log(by) : 0) }));
		const news = (trend: ReturnType<typeof trendOf>) => (trend === undefined ? [] : recentSlides(trend));
		expect(news(stepped(18, 1.5, 30)).map(({ change }) => change.at)).toEqual([18]);
		expect(news(stepped(18, 1 / 1.5, 30))).toEqual([]);
		expect(news(stepped(18, 1.5, 60))).toEqual([]);
	});

	test("runs of other data, another suite or another series of MySQL are no part of it", () => {
		const history = nightlyHistory({
			nights: 12,
			change: (line, night) => {
				if (night === 1) return { ...line, fingerprint: "other" };
				if (night === 2) return { ...line, suite: "other" };
				if (night === 3) return { ...line, mysql: "9.7.4" };
				if (night === 4) return { ...line, mode: "counters" };
				return line;
			},
		});
		expect(trendOf(history)).toMatchObject({ leftOut: 4, runs: { length: 8 } });
	});

	test("a stratum that some runs lack is followed through those that have it", () => {
		const trend = trendOf(
			nightlyHistory({
				nights: 12,
				change: (line, night) => (night % 2 === 0 ? { ...line, strata: line.strata.slice(1) } : line),
			}),
		);
		expect(trend?.series[0]?.points).toHaveLength(6);
		expect(trend?.series[1]?.points).toHaveLength(12);
	});

	test("the same history gives the same trend, and none without a timed run gives none", () => {
		const history = nightlyHistory({ nights: 20, drift: (position, night) => position * night * 0.01 });
		expect(trendOf(history)).toEqual(trendOf(history));
		expect(trendOf([])).toBeUndefined();
		expect(trendOf(history.map((line) => ({ ...line, mode: "counters" as const })))).toBeUndefined();
	});
});
