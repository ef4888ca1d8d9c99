import { describe, expect, test } from "vitest";
import { keepsNominal, simulateAlternatives, simulateCoverage, TOLERANCE_POINTS } from "./coverage.ts";
import { locationRows } from "./location-coverage.ts";

// Seeded: the same rows on every machine and every run.
describe("coverage by simulation", () => {
	test("every interval the harness relies on keeps its nominal coverage within 2 points, on every kind of noise", () => {
		const rows = simulateCoverage(2500);
		expect(TOLERANCE_POINTS).toBe(2);
		expect(rows.filter((row) => !keepsNominal(row))).toEqual([]);
		expect(rows).toHaveLength(282);
	});

	test("the fixed-size interval does not cover more than it says either", () => {
		const rows = locationRows(2000);
		const covered = rows.reduce((sum, row) => sum + (row.coveragePct ?? 0) - row.nominalPct, 0) / rows.length;
		expect(Math.abs(covered)).toBeLessThan(1);
	});

	test("it can fail: stopping at the first significant look and resampled blocks of few times do not keep theirs", () => {
		const failing = simulateAlternatives(25).filter((row) => !keepsNominal(row));
		expect(new Set(failing.map(({ subject }) => subject))).toEqual(
			new Set([
				"stopping by p-value",
				"one class, block bootstrap",
				"p50, block bootstrap",
				"p95, block bootstrap",
				"p99, block bootstrap",
				"p50, order statistics, beyond the trial",
			]),
		);
	});

	test("an interval that is not given misses nothing, one that is must keep its word", () => {
		const row = {
			subject: "",
			noise: "",
			setting: "",
			nominalPct: 95,
			coveragePct: 95,
			givenPct: 100,
			runs: 1,
			used: true,
		};
		expect(keepsNominal(row)).toBe(true);
		expect(keepsNominal({ ...row, coveragePct: 92.9 })).toBe(false);
		expect(keepsNominal({ ...row, coveragePct: 99 })).toBe(true);
		expect(keepsNominal({ ...row, coveragePct: null, givenPct: 0 })).toBe(true);
		expect(keepsNominal({ ...row, coveragePct: 60, givenPct: 10 })).toBe(false);
	});
});
