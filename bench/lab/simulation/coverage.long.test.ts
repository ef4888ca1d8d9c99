import { expect, test } from "vitest";
import { keepsNominal, simulateCoverage, TOLERANCE_POINTS } from "./coverage.ts";

// Seeded: the same rows on every machine and every run. A minute of computing; coverage.test.ts is its short form.
test("every interval the harness relies on keeps its nominal coverage within 2 points, on every kind of noise", () => {
	const rows = simulateCoverage(2500);
	expect(TOLERANCE_POINTS).toBe(2);
	expect(rows.filter((row) => !keepsNominal(row))).toEqual([]);
	expect(rows).toHaveLength(282);
});
