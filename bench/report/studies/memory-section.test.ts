import { expect, test } from "vitest";
import type { MemoryRecord, MemoryStratum, PoolName } from "../../record/studies/memory.ts";
import { memorySection } from "./memory-section.ts";

const interval = [1, 3] as [number, number];
const arm = { p50: 2, diskReads: 0, diskReadsRange: interval, pagesRead: 0, plan: "notes:ALL" };
const trial = (pool: PoolName): MemoryStratum["trials"][number] => ({
	pool,
	pairs: [],
	order: [],
	before: arm,
	after: arm,
	change: {
		...{ reductionPct: 50, ci: [40, 60], level: 0.95, factor: 2 },
		...{ factorCi: interval, pairs: 6, method: "Hodges-Lehmann" },
	},
});
const stratum = (id: string, ...pools: PoolName[]): MemoryStratum => ({
	...{ scenario: id, title: id, stratum: "any", keys: 4, trials: pools.map(trial) },
	...(pools.length < 2 ? {} : { shift: { factor: 1, ci: interval, level: 0.95, pairs: 6, p: 1, pAdjusted: 1 } }),
});
const found = (change: Partial<MemoryRecord>): MemoryRecord => ({
	seconds: 1,
	dataBytes: 1000,
	flushMethod: "O_DIRECT",
	pairsAsked: 12,
	secondsPerPool: 240,
	pools: [],
	strata: [],
	leftOut: [],
	...change,
});
const leftOut = [{ scenario: "a", stratum: "any", reason: "its query was given up" }];
const none = "The indexes change no stratum of this run, so that there is nothing to compare.";

test("that the indexes change nothing is said only where they do", () => {
	expect(memorySection(found({})).lead).toBe(none);
	expect(memorySection(found({ leftOut })).lead).toBe("1 changed stratum could not be compared; the notes say why.");
	expect(memorySection(found({ givenUp: ["b any with memory for a tenth: given up."] })).lead).not.toContain(none);
});

test("what was tried with one pool alone is shown, and told apart from what could be compared", () => {
	const one = memorySection(found({ leftOut, strata: [stratum("slow", "everything"), stratum("failed")] }));
	expect(one.lead).toBe("3 changed strata could not be compared; the notes say why.");
	const [change] = one.tables;
	expect(change?.rows.map(([name]) => name)).toEqual(["slow · any"]);
	expect(change?.rows[0]).toHaveLength(change?.titles.length ?? 0);
	expect(one.notes.join("\n")).toMatch(
		/slow · any: .* with the pool of a tenth\.\n.*failed · any: .* with either pool\./,
	);
	const strata = [stratum("sound", "everything", "tenth"), stratum("slow", "everything")];
	const mixed = memorySection(found({ strata }));
	expect(mixed.lead).toContain("Of 1 stratum that the indexes change");
	expect(mixed.lead).toMatch(/ 1 more changed stratum could not be compared; the notes say why\.$/);
	expect(mixed.tables[0]?.rows).toHaveLength(2);
});
