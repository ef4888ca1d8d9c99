import { describe, expect, test } from "vitest";
import { keepsNominal, simulateAlternatives, simulateCoverage } from "./coverage.ts";
import type { CoverageRow } from "./coverage-row.ts";
import { locationRows } from "./location-coverage.ts";

/** A row at the best that chance leaves open: three standard errors above what so few runs have shown. */
function lucky(row: CoverageRow): CoverageRow {
	const given = (row.runs * row.givenPct) / 100;
	const error = Math.sqrt((row.nominalPct * (100 - row.nominalPct)) / Math.max(1, given));
	return { ...row, coveragePct: row.coveragePct === null ? null : row.coveragePct + 3 * error };
}

// Seeded: the same rows on every machine and every run.
describe("coverage by simulation", () => {
	test("no interval the harness relies on misses its nominal coverage by more than 2 points and chance", () => {
		const rows = simulateCoverage(400);
		expect(rows.filter((row) => !keepsNominal(lucky(row)))).toEqual([]);
		expect(rows).toHaveLength(282);
		// And it can fail: intervals that missed the truth 25 points too often would be found.
		const given = rows.filter(({ givenPct }) => givenPct > 50);
		const poor = given.map((row) => ({ ...row, coveragePct: row.nominalPct - 25 }));
		expect(poor.filter((row) => keepsNominal(lucky(row)))).toEqual([]);
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
