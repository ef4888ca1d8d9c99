import { describe, expect, test } from "vitest";
import type { ScenarioRecord } from "../record/schema.ts";
import type { WriteRecord } from "../record/studies/writes.ts";
import { charging } from "../report/fixtures/sample-attribution.ts";
import { sampleRecord } from "../report/fixtures/sample-record.ts";
import { indexCosts } from "./break-even.ts";
import { strataOfIndex } from "./strata-of-index.ts";

const template = sampleRecord().scenarios[0];

/** A read through idx_a whose pairs are all but alike. */
function read(id: string, weight: number, beforeMs: number, afterMs: number, key = "idx_a"): ScenarioRecord {
	const stratum = template?.strata[0];
	if (template === undefined || stratum === undefined) throw new Error("the sample has scenarios");
	const pairs = Array.from({ length: 20 }, (_, i): [number, number] => [beforeMs + (i % 2) * 0.01, afterMs]);
	const after = { ...stratum.after, plan: [{ table: "t", access: "ref", key, rows: 1 }] };
	return { ...template, id, weight, strata: [{ ...stratum, share: 1, pairs, after, verdict: "faster" }] };
}

/** An insert that takes `extraMs` longer with idx_a, give or take a hundredth of that. */
function insert(extraMs: number, weight = 100): WriteRecord {
	const arm = { rowsWritten: 1, rowsRead: 0, pageWrites: 4, redoBytes: 100, p50: 1, mean: 1 };
	return {
		id: "writes/insert",
		title: "One row is added",
		kind: "insert",
		caller: "ui",
		source: "a test",
		weight,
		weightReason: "a test",
		tables: ["t"],
		maintains: ["idx_a"],
		searches: [],
		sql: "INSERT",
		pairs: Array.from({ length: 20 }, (_, i) => [1, 1 + extraMs * (0.99 + 0.001 * i)]),
		order: [],
		side: [],
		batch: { absent: 1, present: 1 },
		absent: arm,
		present: arm,
		change: { pct: 3, ci: [2, 4], extraMs, extraMsCi: [0, 1], level: 0.95, method: "", pctBySide: [3, 3] },
	};
}

const index = { table: "t", name: "idx_a" };

function costsOf(
	scenarios: readonly ScenarioRecord[],
	writes: readonly WriteRecord[] = [],
	attribution?: ReturnType<typeof charging>,
) {
	return indexCosts(index, strataOfIndex(index, scenarios, attribution), writes);
}

describe("the break-even of an index", () => {
	test("is what an insert costs over what a read of the weighted mix saves, what gets slower counted in", () => {
		// 3 of 4 reads save 10 ms, one loses 2 ms: 7 ms on average. An insert costs 0.7 ms.
		const scenarios = [read("A", 300, 11, 1), read("B", 100, 1, 3), read("other", 900, 50, 1, "idx_b")];
		const { breakEven, writeCost } = costsOf(scenarios, [insert(0.7)]);
		expect(breakEven?.readsPerWrite).toBeCloseTo(0.1, 3);
		expect(breakEven).toMatchObject({
			reads: ["A", "B"],
			write: "writes/insert",
			assumedReadsPerWrite: 4,
			level: 0.95,
		});
		const [low = 0, high = 0] = breakEven?.ci ?? [];
		expect(low).toBeLessThan(0.1);
		expect(high).toBeGreaterThan(0.1);
		expect((high ?? 0) - low).toBeLessThan(0.005);
		expect(writeCost).toEqual({ changePct: 3, ci: [2, 4], statement: "One row is added" });
	});

	test("counts against it what its mere presence makes slower, as attribution found", () => {
		const [slow] = read("C", 100, 1, 61, "idx_b").strata;
		const worse = {
			...read("C", 100, 1, 61, "idx_b"),
			strata: slow === undefined ? [] : [{ ...slow, verdict: "slower" as const }],
		};
		const scenarios = [read("A", 300, 21, 1), worse];
		expect(costsOf(scenarios, [insert(0.7)]).breakEven).toMatchObject({ reads: ["A"] });
		const found = costsOf(scenarios, [insert(0.7)], charging("idx_a", "C", worse.strata[0]?.id ?? ""));
		expect(found.breakEven).toMatchObject({ reads: ["A", "C"], assumedReadsPerWrite: 4 });
		// 3 of 4 reads save 20 ms, one loses 60: nothing is saved.
		expect(found.breakEven?.savedMs).toBeCloseTo(0, 1);
	});

	test("has no number where reads get slower in all, and is nothing where inserts do not", () => {
		expect(costsOf([read("A", 1, 1, 3)], [insert(0.7)]).breakEven).toMatchObject({
			readsPerWrite: null,
			ci: [0, null],
		});
		expect(costsOf([read("A", 1, 3, 1)], [insert(-0.1)]).breakEven).toMatchObject({
			readsPerWrite: 0,
			ci: [0, 0],
		});
	});

	test("names what was given up, and has no upper bound where that was with the index", () => {
		const hanging = (id: string, arm: "before" | "after"): ScenarioRecord => {
			const one = read(id, 100, 1, 1);
			return {
				...one,
				strata: one.strata.map((stratum) => ({ ...stratum, [arm]: { ...stratum[arm], timedOutSeconds: 10 } })),
			};
		};
		const reckoned = (...more: ScenarioRecord[]) => costsOf([read("A", 300, 11, 1), ...more], [insert(0.7)]).breakEven;
		const bound = reckoned()?.ci[1];
		expect(bound).toBeGreaterThan(0);
		expect(reckoned(hanging("B", "after"))).toMatchObject({
			readsPerWrite: null,
			ci: [expect.any(Number), null],
			reads: ["A"],
			givenUp: [{ scenario: "B", arm: "with" }],
		});
		expect(reckoned(hanging("B", "before"))).toMatchObject({
			ci: [expect.any(Number), bound],
			givenUp: [{ arm: "without" }],
		});
	});

	test("is left out where the run has no insert or no read for it", () => {
		expect(costsOf([read("A", 1, 3, 1)])).toEqual({});
		expect(costsOf([read("A", 1, 3, 1, "idx_b")], [insert(0.7)])).not.toHaveProperty("breakEven");
	});
});
