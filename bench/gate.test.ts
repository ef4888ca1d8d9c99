import { expect, test } from "vitest";
import { gateFailures } from "./gate.ts";
import type { RunRecord, ScenarioVerdict } from "./record/schema.ts";
import { sampleRecord } from "./report/fixtures/sample-record.ts";

/** A complete run in which every stratum has this verdict. */
function runWith(verdict: ScenarioVerdict, change: Partial<RunRecord> = {}): RunRecord {
	const record = sampleRecord({ strata: 3 });
	return {
		...record,
		scenarios: record.scenarios.map((scenario) => ({
			...scenario,
			baselineMatches: true,
			strata: scenario.strata.map((stratum) => ({ ...stratum, verdict })),
		})),
		indexes: record.indexes.map((index) => ({ ...index, verdict: "keep" })),
		...change,
	};
}

test("a run in which nothing got worse passes", () => {
	expect(gateFailures(runWith("faster"))).toEqual([]);
});

test("noise alone never fails it: unresolved passes", () => {
	expect(gateFailures(runWith("unresolved"))).toEqual([]);
});

test.each(["slower", "invalid"] as const)("a scenario that is %s fails it, by name", (verdict) => {
	const [failure] = gateFailures(runWith(verdict));
	expect(failure).toContain(`is ${verdict}`);
});

test("an index that does not earn its keep fails it", () => {
	const record = runWith("faster");
	const failures = gateFailures({ ...record, indexes: record.indexes.map((index) => ({ ...index, verdict: "drop" })) });
	expect(failures).toHaveLength(record.indexes.length);
});

test("a partial run cannot pass", () => {
	expect(gateFailures(runWith("faster", { status: "interrupted" }))[0]).toContain("interrupted");
});
