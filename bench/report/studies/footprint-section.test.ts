import { expect, test } from "vitest";
import type { FootprintRecord, OnlineBuildRecord } from "../../record/studies/footprint.ts";
import { footprintSection } from "./footprint-section.ts";

const build = (index: string, factor: number, low: number, high: number): OnlineBuildRecord => ({
	index,
	table: "notes",
	columns: ["author"],
	rows: 10,
	bytes: 10,
	statements: [],
	rounds: [{ aloneSeconds: 1, underWritesSeconds: 1, order: "AW" }],
	slowdown: { factor, ci: [low, high], level: 0.95, rounds: 6 },
	failedWrites: 0,
	errors: [],
});
const leadOf = (...builds: OnlineBuildRecord[]) => {
	const found: FootprintRecord = { seconds: 1, writesPerSecond: 100, alterLogBytes: 1000, builds };
	return footprintSection(found).lead;
};

test("a build that is proven to be slower under writes is told before one that merely seems to be", () => {
	const lead = leadOf(build("idx_seems", 1.3, 0.95, 1.8), build("idx_is", 1.2, 1.1, 1.3));
	expect(lead).toContain("the most slowed, idx_is, takes 1.20x [1.10, 1.30] as long");
	expect(lead).not.toContain("no proven difference");
});

test("no difference is proven only where none is, in either direction", () => {
	expect(leadOf(build("idx_seems", 1.3, 0.95, 1.8), build("idx_same", 1, 0.9, 1.1))).toContain(
		"which is no proven difference (at most 1.30x [0.95, 1.80] as long)",
	);
	expect(leadOf(build("idx_seems", 1.3, 0.95, 1.8), build("idx_quicker", 0.8, 0.7, 0.9))).toContain(
		"which proves none slower (at most 1.30x",
	);
});
