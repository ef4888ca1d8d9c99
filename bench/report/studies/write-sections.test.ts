import { expect, test } from "vitest";
import type { BreakEven } from "../../record/break-even.ts";
import type { Concurrency } from "../../record/studies/locks.ts";
import { sampleRecord } from "../fixtures/sample-record.ts";
import { breakEvenSection } from "./break-even-section.ts";
import { locksSection } from "./locks-section.ts";
import { sectionMarkdown } from "./section-markdown.ts";

const [sample] = sampleRecord().indexes;
if (sample === undefined) throw new Error("the sample has indexes");

const reckoned = (name: string, kind: "net-gain" | "net-loss" | "net-open", breakEven: Partial<BreakEven>) => ({
	...sample,
	name,
	reasons: [{ kind }],
	breakEven: {
		readsPerWrite: 0.002,
		ci: [0.001, 0.003] as BreakEven["ci"],
		level: 0.95,
		write: "writes/insert",
		costMs: 0.02,
		costMsCi: [0.01, 0.03] as [number, number],
		reads: ["A"],
		savedMs: 10,
		savedMsCi: [9, 11] as [number, number],
		assumedReadsPerWrite: 5,
		...breakEven,
	},
});

test("break-even says which index pays, which does not, which never can and which is open", () => {
	const { lead, tables } = breakEvenSection([
		reckoned("idx_pays", "net-gain", {}),
		reckoned("idx_too_few_reads", "net-loss", { ci: [7, 9], readsPerWrite: 8 }),
		reckoned("idx_harmful", "net-loss", { savedMs: -2, savedMsCi: [-3, -1], readsPerWrite: null, ci: [0, null] }),
		reckoned("idx_open", "net-open", { ci: [0.1, null] }),
	]);
	expect(lead).toBe(
		"At the assumed weights, what reads save outweighs what writes cost for idx_pays. It does not for idx_too_few_reads. " +
			"No number of reads pays for idx_harmful, since its reads get slower in all. Unresolved: idx_open.",
	);
	expect(tables[0]?.rows.map((row) => row[2])).toEqual([
		"0.0020 [0.0010, 0.0030]",
		"8.0 [7.0, 9.0]",
		"never",
		"0.0020 [0.10, no bound]",
	]);
});

test("locks name the write that locks most, and add up what the rounds counted", () => {
	const slice = { seconds: 0.5, done: 10, waits: 3, waitMs: 40, deadlocks: 2, timeouts: 0 };
	const rounds: Concurrency["rounds"] = Array.from({ length: 8 }, () => ({
		first: "absent",
		absent: slice,
		present: { ...slice, done: 100, waits: 0, waitMs: 0, deadlocks: 0 },
	}));
	const section = locksSection({
		seconds: 1,
		isolation: "REPEATABLE-READ",
		tables: [],
		held: [
			{
				write: "writes/transfer",
				title: "Transfer",
				searches: ["idx_a"],
				tables: [{ table: "t", rows: 900 }],
				statements: [{ sql: "select `a` from `t` where `b` = ? for update", absent: 901, present: 3 }],
			},
		],
		concurrency: [
			{
				write: "writes/transfer",
				title: "Transfer",
				sessions: 8,
				rounds,
				throughput: { factor: 10, ci: [9, 11], level: 0.95, method: "" },
			},
		],
	});
	expect(section.lead).toBe(
		'"Transfer" locks 901 records without its index and 3 with it. Throughput gains most for "Transfer" by 8 at once: ' +
			"10x [9.0, 11]. Deadlocks in all: 16 without the indexes, 0 with them.",
	);
	expect(sectionMarkdown(section)).toContain("20 → 200");
});
