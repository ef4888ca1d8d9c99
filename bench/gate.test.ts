import { describe, expect, test } from "vitest";
import { checkGate } from "./gate.ts";
import type { RunRecord, ScenarioVerdict } from "./record/schema.ts";
import { sampleRecord } from "./report/fixtures/sample-record.ts";
import type { Waiver } from "./waivers.ts";

const gateFailures = (record: RunRecord) => checkGate(record).failures;

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

describe("a waiver", () => {
	const slower = runWith("slower");
	const [first] = slower.scenarios;
	const id = first?.id ?? "";
	const accept = (...waivers: Waiver[]) => checkGate(slower, waivers);
	const factorOf = (record: RunRecord) =>
		Math.max(...record.scenarios.flatMap((s) => s.strata.map((t) => 1 / (t.change?.factor ?? 1))));

	test("accepts a regression up to its bound, with its reason shown", () => {
		const { failures, waived } = accept({ scenario: id, reason: "the nightly job only", atMost: factorOf(slower) });
		expect(waived.length).toBe(first?.strata.length);
		expect(waived[0]).toContain("Accepted: the nightly job only");
		expect(failures.some((failure) => failure.startsWith(id))).toBe(false);
	});

	test("of one stratum accepts no other", () => {
		const stratum = first?.strata[0]?.id ?? "";
		expect(accept({ scenario: id, stratum, reason: "known", atMost: 1e9 }).waived).toHaveLength(1);
	});

	test("does not accept what exceeds its bound, and one that nothing needs is named", () => {
		const sure = {
			...slower,
			scenarios: slower.scenarios.map((s) => ({
				...s,
				strata: s.strata.map((t) => (t.change === undefined ? t : { ...t, change: { ...t.change, factor: 0.2 } })),
			})),
		};
		const result = checkGate(sure, [{ scenario: id, reason: "known", atMost: 4 }]);
		expect(result.waived).toEqual([]);
		expect(result.unused).toHaveLength(1);
	});

	test("never accepts different results", () => {
		const result = checkGate(runWith("invalid"), [{ scenario: id, reason: "known", atMost: 1e9 }]);
		expect(result.waived).toEqual([]);
	});
});
