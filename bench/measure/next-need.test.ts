import { describe, expect, test } from "vitest";
import { judge } from "../judge/judge-run.ts";
import type { MeasuredStratum } from "../record/measured.ts";
import { type JudgedRun, measuredPartOf } from "../record/schema.ts";
import { sampleRecord } from "../report/fixtures/sample-record.ts";
import { nextNeed } from "./next-need.ts";

const LONG = 60_000;
const NONE = new Set<string>();

/** n pairs whose "after" takes `ratio` times as long, with a spread in log units. */
const pairsOf = (n: number, beforeMs: number, ratio: number, spread: number) =>
	Array.from({ length: n }, (_, i): [number, number] => [
		beforeMs,
		beforeMs * ratio * Math.exp(spread * Math.sin(7 * i)),
	]);

/** A record of one scenario per stratum given, all of one group, judged. */
function recordOf(
	strata: Readonly<Record<string, readonly [number, number][]>>,
	change: (stratum: MeasuredStratum) => MeasuredStratum = (stratum) => stratum,
	range: [number, number] = [30, 50],
): JudgedRun {
	const sample = measuredPartOf(sampleRecord({ strata: 1 }));
	const [scenario] = sample.scenarios;
	const [stratum] = scenario?.strata ?? [];
	if (scenario === undefined || stratum === undefined) throw new Error("the sample has a stratum");
	const { pageReads: _, ...before } = stratum.before;
	const scenarios = Object.entries(strata).map(([id, pairs]) => ({
		...scenario,
		id,
		group: "inventory" as const,
		affected: true,
		weight: 1,
		strata: [
			change({
				...stratum,
				id: "any",
				share: 1,
				pairs: [...pairs],
				order: pairs.map(() => "BA" as const),
				batch: { before: 1, after: 1 },
				before: { ...before, pageReads: null },
			}),
		],
	}));
	const claims = [{ id: "c", statement: "s", source: "d", range, scope: { group: "inventory" as const } }];
	return judge({ ...sample, scenarios, published: { claims, scenarios: [] } });
}

describe("what is left of the budget goes", () => {
	test("first to the cheapest stratum whose interval is wider than it should be", () => {
		const record = recordOf({ slow: pairsOf(12, 100, 0.93, 0.2), quick: pairsOf(12, 5, 0.93, 0.2) });
		expect(nextNeed(record, LONG, NONE)).toMatchObject({ scenario: "quick", stratum: "any" });
		expect(nextNeed(record, LONG, new Set(["quick/any"]))?.scenario).toBe("slow");
	});

	test("before anything narrower to such a stratum in part, if not to less than half of what it lacks", () => {
		const judged = recordOf({ slow: pairsOf(12, 100, 0.93, 0.2), quick: pairsOf(200, 5, 0.93, 0.1) });
		const record = { ...judged, published: { ...judged.published, claims: [] } };
		const whole = nextNeed(record, LONG, NONE);
		if (whole === undefined) throw new Error("a wide interval needs pairs");
		expect(whole.scenario).toBe("slow");
		const part = nextNeed(record, 0.6 * whole.ms, NONE);
		expect(part).toMatchObject({ scenario: "slow", pairs: Math.floor(0.6 * whole.pairs) });
		expect(part?.ms).toBeLessThanOrEqual(0.6 * whole.ms);
		expect(nextNeed(record, 0.4 * whole.ms, NONE)?.scenario).not.toBe("slow");
	});

	test("there by the width of the interval alone: which verdict it gives does not matter", () => {
		const at = (ratio: number) => {
			const record = recordOf({ a: pairsOf(12, 5, ratio, 0.1) });
			return { verdict: record.scenarios[0]?.strata[0]?.verdict, pairs: nextNeed(record, LONG, NONE)?.pairs };
		};
		const [unchanged, resolved] = [at(1), at(0.8)];
		expect(unchanged.verdict).toBe("unresolved");
		expect(resolved.verdict).toBe("faster");
		expect(unchanged.pairs).toBeGreaterThan(0);
		expect(resolved.pairs).toBeGreaterThan(0);
	});

	test("then to the stratum that widens a claim's interval most, and to the next where that one cannot grow", () => {
		const record = recordOf(
			{ steady: pairsOf(40, 50, 0.3, 0.001), wild: pairsOf(60, 50, 0.2, 0.5), wilder: pairsOf(60, 50, 0.2, 0.6) },
			undefined,
			[30, 32],
		);
		expect(nextNeed(record, LONG, NONE)).toMatchObject({ scenario: "wilder", pairs: 30 });
		expect(nextNeed(record, LONG, new Set(["wilder/any"]))).toMatchObject({ scenario: "wild", pairs: 30 });
	});

	test("to no claim whose interval is wide for another reason than its pairs", () => {
		const strata = Object.fromEntries(
			[0.2, 0.9, 0.3, 0.9, 0.2, 0.9].map((ratio, i) => [`s${i}`, pairsOf(60, 50, ratio, 0.01)]),
		);
		const looks = (unsteady: boolean) => {
			let looked = 0;
			return recordOf(
				strata,
				(stratum) => ({
					...stratum,
					evidenceMs: unsteady && looked++ % 2 === 0 ? 150 : 50,
				}),
				[30, 32],
			);
		};
		const [unsteady, steady] = [looks(true), looks(false)];
		expect(unsteady.claims[0]?.observed?.ci).not.toEqual(steady.claims[0]?.observed?.ci);
		expect(nextNeed(unsteady, LONG, NONE)).toBeUndefined();
	});

	test("nowhere when every interval is narrow", () => {
		const record = recordOf({ a: pairsOf(40, 50, 0.1, 0.01), b: pairsOf(40, 50, 0.1, 0.01) });
		expect(record.claims[0]?.verdict).toBe("exceeded");
		expect(nextNeed(record, LONG, NONE)).toBeUndefined();
	});

	test("to a stratum that lacks but one pair for an interval of its level", () => {
		const record = recordOf({ a: pairsOf(5, 5, 0.1, 0.001) });
		expect(nextNeed(record, LONG, NONE)).toMatchObject({ scenario: "a", pairs: 1 });
	});

	test("nowhere when evidence has settled it", () => {
		const record = recordOf({ a: pairsOf(12, 5, 0.93, 0.2) }, (s) => ({ ...s, after: { ...s.before } }));
		expect(nextNeed(record, LONG, NONE)).toBeUndefined();
	});

	test("nowhere when nothing fits into it", () => {
		const record = recordOf({ slow: pairsOf(12, 100, 0.93, 0.2) });
		expect(nextNeed(record, 100, NONE)).toBeUndefined();
	});

	test("to a disturbed trial as a whole, since its pairs are not to be kept", () => {
		const record = recordOf({ a: pairsOf(12, 5, 0.9, 0.001) }, (s) => ({
			...s,
			disturbances: [{ kind: "busy-processors", processors: 2 }],
		}));
		expect(nextNeed(record, LONG, NONE)).toMatchObject({ scenario: "a", pairs: 12 });
	});

	test("never to a stratum whose before was measured in a stretch of its own", () => {
		const record = recordOf({ a: pairsOf(12, 5, 0.93, 0.2) }, (s) => ({ ...s, hidden: s.before }));
		expect(nextNeed(record, LONG, NONE)).toBeUndefined();
	});
});
