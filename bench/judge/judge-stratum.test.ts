import { describe, expect, test } from "vitest";
import type { Evidence, RunMode, StratumRecord } from "../record/schema.ts";
import { compareAll, footingOf } from "./compare.ts";
import { judgeStratum } from "./judge-stratum.ts";

const scan: Evidence = {
	plan: [{ table: "sales", access: "ALL", key: null, rows: 1000 }],
	handlers: { Handler_read_rnd_next: 1001 },
	rowsExamined: 1000,
	pageReads: 400,
	digest: "same",
	resultRows: 3,
};
const lookup: Evidence = {
	...scan,
	plan: [{ table: "sales", access: "ref", key: "idx_sales_batch_id", rows: 3 }],
	handlers: { Handler_read_key: 1, Handler_read_next: 3 },
	rowsExamined: 3,
	pageReads: 9,
};

/** Less work, but not so much less that it foretells the outcome. */
const halved: Evidence = { ...lookup, rowsExamined: 500, pageReads: 200, handlers: { Handler_read_next: 500 } };

/** Another plan, and about as much work. */
const alike: Evidence = { ...lookup, rowsExamined: 900, pageReads: 380, handlers: { Handler_read_next: 900 } };

const BUSY = { kind: "busy-processors" as const, processors: 2 };

function stratum(ratios: readonly number[], after: Evidence = lookup): StratumRecord {
	return {
		id: "hot",
		share: 1,
		parameters: [[1]],
		pairs: ratios.map((ratio, i) => [100 + i, (100 + i) * ratio]),
		order: ratios.map(() => "BA"),
		warmupPairs: 2,
		before: scan,
		after,
		verdict: "unresolved",
		decidedBy: "none",
	};
}

function judged(of: StratumRecord, thresholdPct = 5, mode: RunMode = "timed") {
	return judgeStratum(of, compareAll([of], "timed")[0], { thresholdPct, mode });
}

/** n ratios around `centre`, each a little different so that ranks do not tie. */
const around = (centre: number, n: number, spread = 0.01) =>
	Array.from({ length: n }, (_, i) => centre * (1 + spread * Math.sin(12.9898 * (i + 1))));

describe("the verdict of a stratum", () => {
	test("is faster when the whole interval lies beyond the threshold", () => {
		expect(judged(stratum(around(0.1, 20)))).toMatchObject({ verdict: "faster", decidedBy: "timing" });
	});

	test("is slower when a plan that reads fewer rows takes longer, and says what it reads", () => {
		const { verdict, reasons } = judged(stratum(around(2.3, 20)));
		expect(verdict).toBe("slower");
		expect(reasons).toContainEqual({ kind: "work-changed", rows: [1000, 3], pages: [400, 9] });
	});

	test("names the rows fetched through the index against those scanned where that was more work", () => {
		const fetched = {
			...lookup,
			handlers: { Handler_read_key: 1, Handler_read_next: 500 },
			rowsExamined: 500,
			pageReads: 2000,
		};
		expect(judged(stratum(around(2.3, 20), fetched)).reasons).toContainEqual({
			kind: "detour",
			through: ["idx_sales_batch_id"],
			fetched: [0, 501],
			scanned: [1001, 0],
			pagesPerRow: [400 / 1001, 2000 / 501],
			byStatistics: false,
		});
	});

	test("is no change when the interval lies within the threshold", () => {
		expect(judged(stratum(around(1, 40)))).toMatchObject({ verdict: "no-change", decidedBy: "timing" });
	});

	test("is unresolved when the interval reaches across the threshold, and says how many more pairs it takes", () => {
		const verdict = judged(stratum(around(0.95, 12, 0.2)));
		expect(verdict.verdict).toBe("unresolved");
		expect(verdict.morePairs).toBeGreaterThan(0);
	});

	test("is unresolved when a gain is certain but not whether it exceeds the threshold", () => {
		const { verdict, reasons } = judged(stratum(around(0.955, 30, 0.03)));
		expect(verdict).toBe("unresolved");
		expect(reasons[0]).toEqual({ kind: "beyond-threshold-open", side: "faster" });
	});

	test("is unresolved with too few pairs for an interval, however large the effect", () => {
		expect(judged(stratum(around(0.01, 4)))).toMatchObject({ verdict: "unresolved" });
	});

	test("is no change when both arms do the same work, even where the clock says otherwise", () => {
		const verdict = judged(stratum(around(0.5, 20), { ...scan }));
		expect(verdict).toMatchObject({ verdict: "no-change", decidedBy: "evidence" });
		expect(verdict.reasons).toEqual([{ kind: "same-work" }, { kind: "machine-noise" }]);
	});

	test("is invalid when the arms return different results", () => {
		expect(judged(stratum(around(0.1, 20), { ...lookup, digest: "other" }))).toMatchObject({ verdict: "invalid" });
	});

	test("stays invalid when a query failed", () => {
		const reasons = [{ kind: "query-failed" as const, message: "no such table" }];
		const failed: StratumRecord = { ...stratum([]), failure: "no such table" };
		expect(judged(failed)).toMatchObject({ verdict: "invalid", reasons });
	});

	test("is unresolved when the halves of the trial disagree, however narrow the whole", () => {
		const { verdict, reasons } = judged(stratum([...around(0.2, 40), ...around(0.98, 40)]));
		expect(verdict).toBe("unresolved");
		expect(reasons[0]).toEqual({ kind: "halves-disagree", first: expect.closeTo(80, 0), second: expect.closeTo(2, 0) });
	});

	test("is unresolved when the trial was disturbed, unless the whole interval is beyond a factor of two", () => {
		const disturbed = (centre: number, spread = 0.01) =>
			judged({ ...stratum(around(centre, 30, spread), alike), disturbances: [BUSY] });
		expect(disturbed(0.8)).toMatchObject({
			verdict: "unresolved",
			reasons: expect.arrayContaining([{ kind: "disturbed", by: BUSY }]),
		});
		expect(disturbed(0.1).verdict).toBe("faster");
		expect(disturbed(2.2).verdict).toBe("slower");
		expect(disturbed(2.2, 0.5).verdict).toBe("unresolved");
	});

	test("of a disturbed trial stands where the work itself changed decisively, in the same direction", () => {
		const disturbed = (centre: number) => judged({ ...stratum(around(centre, 30)), disturbances: [BUSY] });
		expect(disturbed(0.8).verdict).toBe("faster");
		expect(disturbed(1.3).verdict).toBe("unresolved");
	});

	test("is unresolved when the plan flipped since the evidence, however large the effect", () => {
		const planFlip = { arm: "after" as const, from: "sales:ref:idx", to: "sales:ALL:-" };
		expect(judged({ ...stratum(around(0.1, 30)), planFlip })).toMatchObject({
			verdict: "unresolved",
			reasons: expect.arrayContaining([{ kind: "plan-flipped", flip: planFlip }]),
		});
	});

	test("by a noisy machine's threshold is neither slower nor no change: it restrains, it proves nothing", () => {
		expect(judged(stratum(around(1.17, 40), alike), 20).verdict).toBe("unresolved");
		expect(judged(stratum(around(0.5, 40), alike), 100).verdict).toBe("unresolved");
		expect(judged(stratum(around(1, 40), alike), 20).verdict).toBe("no-change");
	});

	test("is the mirror image when the arms are swapped", () => {
		const opposite = { faster: "slower", slower: "faster" } as const;
		for (const centre of [0.9501, 0.9499, 0.948, 0.5]) {
			const ratios = around(centre, 40, 0.0001);
			const { verdict } = judged(stratum(ratios, alike));
			const swapped = judged(
				stratum(
					ratios.map((ratio) => 1 / ratio),
					alike,
				),
			).verdict;
			expect(swapped).toBe(verdict === "faster" || verdict === "slower" ? opposite[verdict] : verdict);
		}
	});

	test("near the threshold says how many pairs would tell, or that none would", () => {
		const near = judged(stratum(around(0.955, 30, 0.03), alike));
		expect(near.verdict).toBe("unresolved");
		expect(near.morePairs).toBeGreaterThan(0);
		expect(["more-pairs", "at-threshold"]).toContain(judged(stratum(around(0.95, 40, 0.3), alike)).reasons[1]?.kind);
		expect(judged(stratum(around(0.9501, 400, 0.05), alike)).reasons[1]).toEqual({ kind: "at-threshold" });
	});

	test("is open to the clock where the plans of any key differ, although those of the first agree", () => {
		const keys = { ...scan, keyPlans: [scan.plan] };
		expect(footingOf({ before: keys, after: { ...keys } }, "timed")).toBe("settled");
		expect(footingOf({ before: keys, after: { ...scan, keyPlans: [lookup.plan] } }, "timed")).toBe("open");
	});

	test("by counters takes no page that the server may have read for itself as the query's work", () => {
		const few = { ...lookup, handlers: { Handler_read_key: 2 }, rowsExamined: 2, pageReads: 3 };
		const byCounters = (after: Evidence) => judgeStratum({ ...stratum([], after), before: few }, undefined, counters);
		const counters = { thresholdPct: 5, mode: "counters" as const };
		const other = { ...few, plan: [{ table: "sales", access: "ref", key: "other", rows: 2 }] };
		expect(byCounters({ ...other, pageReads: 40 }).verdict).toBe("unresolved");
		const none = { ...other, handlers: {}, rowsExamined: 0, pageReads: 0 };
		expect(
			judgeStratum(
				{ ...stratum([], { ...none, pageReads: 30 }), before: { ...none, plan: few.plan } },
				undefined,
				counters,
			).verdict,
		).toBe("unresolved");
		expect(byCounters({ ...other, pageReads: 400 }).verdict).toBe("slower");
	});

	test("is taken from the clock in a null run, although both arms do the same work", () => {
		expect(judged(stratum(around(0.5, 20), { ...scan }), 5, "null").verdict).toBe("faster");
		expect(judged(stratum(around(1, 40), { ...scan }), 5, "null")).toMatchObject({
			verdict: "no-change",
			decidedBy: "timing",
		});
	});

	test("by counters alone follows rows and pages together", () => {
		const byCounters = (after: Evidence) => judged(stratum([], after), 5, "counters").verdict;
		expect(byCounters(lookup)).toBe("faster");
		expect(byCounters({ ...scan })).toBe("no-change");
		expect(byCounters({ ...lookup, rowsExamined: 500, pageReads: 40_000 })).toBe("slower");
		expect(byCounters({ ...lookup, rowsExamined: 800, pageReads: 400 })).toBe("unresolved");
		expect(byCounters({ ...lookup, pageReads: null })).toBe("unresolved");
	});

	test("tightens when more open comparisons are made in the run", () => {
		const one = stratum(around(0.9, 9, 0.02), halved);
		const alone = compareAll([one], "timed")[0];
		const among = compareAll(
			Array.from({ length: 20 }, () => one),
			"timed",
		)[0];
		expect(among?.level).toBeGreaterThan(alone?.level ?? 1);
	});

	test("needs no more than eight pairs where one arm does many times the work, however many comparisons there are", () => {
		const many = [stratum(around(0.1, 8)), ...Array.from({ length: 30 }, () => stratum(around(0.9, 8), halved))];
		const [foretold, open] = compareAll(many, "timed");
		expect(foretold).toMatchObject({ level: 0.99, pairs: 8 });
		expect(judgeStratum(many[0] ?? stratum([]), foretold, { thresholdPct: 5, mode: "timed" }).verdict).toBe("faster");
		expect(judgeStratum(many[1] ?? stratum([]), open, { thresholdPct: 5, mode: "timed" }).verdict).toBe("unresolved");
	});

	test("takes a clock that contradicts the evidence for no less doubtful than any other", () => {
		const contradicting = stratum(around(2.3, 8));
		const others = Array.from({ length: 30 }, () => stratum(around(0.9, 8), halved));
		const [change] = compareAll([contradicting, ...others], "timed");
		expect(judgeStratum(contradicting, change, { thresholdPct: 5, mode: "timed" }).verdict).toBe("unresolved");
	});

	test("lets no evidence foretell anything in a null run", () => {
		expect(footingOf({ before: scan, after: lookup }, "null")).toBe("open");
		expect(footingOf({ before: scan, after: scan }, "null")).toBe("open");
		expect(footingOf({ before: scan, after: scan }, "timed")).toBe("settled");
		expect(footingOf({ before: scan, after: lookup }, "timed")).toBe("foretold");
		expect(footingOf({ before: scan, after: { ...lookup, pageReads: null } }, "timed")).toBe("open");
	});
});
