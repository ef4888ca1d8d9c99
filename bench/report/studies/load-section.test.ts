import { expect, test } from "vitest";
import type { LoadArm, LoadRecord } from "../../record/studies/load.ts";
import { loadSection } from "./load-section.ts";

const figure = { value: 10, ci: [9, 11] as [number, number] };
const arm = (p99: number, operations: number): LoadArm => ({
	rounds: [],
	perSecond: figure,
	p50: figure,
	p95: figure,
	p99: null,
	whole: { operations, p50: 10, p95: 20, p99, max: 2 * p99 },
});
const loop = { before: arm(713, 192), after: arm(41, 99), throughput: figure, p50: figure, p95: figure };
const found: LoadRecord = {
	seconds: 1,
	roundPairs: 6,
	level: 0.97,
	roundLimitSeconds: 8,
	mix: [{ scenario: "sound", stratum: "any", share: 1, keys: 4 }],
	leftOut: [],
	unfaithful: [],
	levels: [
		{
			sessions: 2,
			closed: loop,
			open: { ...loop, rate: 3, rateShare: 0.6, beforeKeepsUp: true, afterKeepsUp: true },
		},
	],
};
const hangs = { scenario: "hangs", stratum: "hot", reason: "given up after 30 s with the indexes" };

test("a mix without a query that hangs is never told without saying so first", () => {
	const { lead, notes } = loadSection({ ...found, leftOut: [{ ...hangs, share: 0.12 }] });
	expect(lead).toMatch(
		/^The mix is without 12(\.0)? % of .*: hangs · hot \(12(\.0)? %; given up after 30 s with the indexes\)\. With 2 sessions/,
	);
	expect(notes.join("\n")).toContain("Left out of both arms: hangs · hot");
	const trifle = loadSection({ ...found, leftOut: [{ ...hangs, share: 0.004 }] });
	expect(trifle.lead).toMatch(/^With 2 sessions/);
	expect(trifle.notes.join("\n")).toContain("hangs · hot, 0.4 % of the weight: given up after 30 s");
	const { leftOut: _, ...earlier } = found;
	expect(loadSection(earlier).lead).toMatch(/^With 2 sessions/);
});

test("where nothing of the mix is left, that is the answer", () => {
	const { lead, tables } = loadSection({ ...found, mix: [], levels: [], leftOut: [{ ...hangs, share: 1 }] });
	expect(lead).toMatch(/^All of the mix had to be left out: hangs · hot/);
	expect(tables).toEqual([]);
});

test("where rounds are too short for a p99, that of all rounds is shown if they have the operations for one", () => {
	const { tables, notes } = loadSection(found);
	const column = tables[0]?.titles.indexOf("p99:") ?? -1;
	expect(tables[0]?.rows.map((row) => row[column])).toEqual(["713 ms (all rounds)", "too few", ""]);
	expect(notes.join("\n")).toContain('A p99 of "all rounds"');
});
