import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkGate } from "../judge/gate.ts";
import { judge } from "../judge/judge-run.ts";
import { strataOfIndex } from "../judge/strata-of-index.ts";
import type { MeasuredRun, MeasuredScenario } from "../record/measured.ts";
import { type JudgedRun, measuredPartOf } from "../record/schema.ts";
import type { WriteRecord } from "../record/studies/writes.ts";
import { sampleRecord } from "./fixtures/sample-record.ts";
import { indexStories } from "./index-story.ts";
import { breakEvenSection, hasBreakEven } from "./studies/break-even-section.ts";
import { summarize } from "./summary.ts";
import { netLossClause } from "./words/headline-words.ts";

const sample = measuredPartOf(sampleRecord({ strata: 1 }));
const [template] = sample.scenarios;
const [stratum] = template?.strata ?? [];
const [index] = sample.indexes;
if (template === undefined || stratum === undefined || index === undefined) throw new Error("the sample has a stratum");
const NAMES = ["idx_a", "idx_b"] as const;

/** What a made-up stratum is: through which index, how much slower or faster, how steady, how often it runs. */
const strata = fc.array(
	fc.record({
		key: fc.constantFrom("idx_a", ...NAMES, null),
		beforeMs: fc.double({ min: 0.05, max: 500, noNaN: true }),
		ratio: fc.oneof(fc.double({ min: 0.01, max: 20, noNaN: true }), fc.constantFrom(1, 1, 0.98, 1.03)),
		spread: fc.constantFrom(0.005, 0.05, 0.6),
		weight: fc.constantFrom(0.01, 1, 50, 10_000),
		timedOut: fc.constantFrom(undefined, undefined, undefined, undefined, "before", "after", "both"),
		invalid: fc.constantFrom(false, false, false, false, true),
	}),
	{ minLength: 1, maxLength: 6 },
);
const writes = fc.array(
	fc.record({
		maintains: fc.constantFrom(["idx_a"], ["idx_b"], ["idx_a", "idx_b"]),
		kind: fc.constantFrom("insert" as const, "unit" as const),
		extraMs: fc.double({ min: -1, max: 20, noNaN: true }),
		weight: fc.constantFrom(1, 100, 10_000),
	}),
	{ maxLength: 3 },
);
type MadeUp = typeof strata extends fc.Arbitrary<infer S> ? S : never;

function scenarioOf(one: MadeUp[number], i: number): MeasuredScenario {
	if (template === undefined || stratum === undefined) throw new Error("the sample has a stratum");
	const noise = (n: number) => 1 + one.spread * Math.sin(12.9898 * (n + 1));
	const evidence = (rows: number, key: string | null) => ({
		...stratum.after,
		handlers: {},
		rowsExamined: rows,
		pageReads: rows,
		digest: "same",
		plan: [{ table: "t", tableName: "t", access: key === null ? "ALL" : "ref", key, rows: 1 }],
	});
	const limit = (arm: "before" | "after") =>
		one.timedOut === arm || one.timedOut === "both" ? { timedOutSeconds: 60, digest: "" } : {};
	return {
		...template,
		id: `s${i}`,
		weight: one.weight,
		indexes: one.key === null ? [] : [one.key],
		strata: [
			{
				...stratum,
				share: 1,
				...(one.invalid ? { failure: "a test" } : {}),
				pairs: Array.from({ length: 24 }, (_, n): [number, number] => [
					one.beforeMs * noise(n),
					one.beforeMs * one.ratio * noise(n + 7),
				]),
				before: { ...evidence(1000, null), ...limit("before") },
				after: { ...evidence(1000 * one.ratio, one.key), ...limit("after") },
			},
		],
	};
}

function writeOf(
	one: typeof writes extends fc.Arbitrary<infer W> ? (W extends (infer O)[] ? O : never) : never,
	i: number,
): WriteRecord {
	const arm = { rowsWritten: 1, rowsRead: 0, pageWrites: 4, redoBytes: 100, p50: 1, mean: 1 };
	const pct = 100 * one.extraMs;
	return {
		...{ id: `w${i}`, title: `write ${i}`, kind: one.kind, caller: "ui", source: "a test", weight: one.weight },
		...{ weightReason: "a test", tables: ["t"], maintains: [...one.maintains], searches: [], sql: "INSERT" },
		pairs: Array.from({ length: 20 }, (_, n) => [1, 1 + one.extraMs * (0.9 + 0.01 * n)]),
		...{ order: [], side: [], batch: { absent: 1, present: 1 }, absent: arm, present: arm },
		change: {
			pct,
			ci: [pct - 2, pct + 2],
			extraMs: one.extraMs,
			extraMsCi: [0, 1],
			level: 0.95,
			method: "",
			pctBySide: [pct, pct],
		},
	};
}

const records = fc
	.record({ strata, writes, scale: fc.constantFrom("production", "production", "smoke"), covered: fc.boolean() })
	.map(({ strata, writes, scale, covered }): JudgedRun => {
		const scenarios = strata.map(scenarioOf);
		const raw: MeasuredRun = {
			...sample,
			dataset: { ...sample.dataset, scale },
			scenarios,
			published: { claims: [], scenarios: [] },
			planned: scenarios.map(({ id }) => id),
			indexes: NAMES.map((name) => ({
				...index,
				...{ name, table: "t", columns: [name.slice(-1)], coveredBy: covered ? ["longer"] : [] },
			})),
			studies: { writes: { seconds: 1, durability: {}, tables: [], writes: writes.map(writeOf) } },
		};
		return judge(raw);
	});

describe("whatever a run measured, its one verdict on an index", () => {
	test("counts none as earning its keep that does not surely gain, or harms without a word", () => {
		fc.assert(
			fc.property(records, (record) => {
				for (const story of indexStories(record)) {
					const { index: of, faster, slower } = story;
					const harms = of.reasons.filter(({ kind }) => kind === "write-slower" || kind === "deadlocks");
					if (of.verdict === "keep") expect([slower.length, harms.length]).toEqual([0, 0]);
					if (of.verdict !== "keep" && of.verdict !== "keep-with-care") continue;
					expect(faster).toBeGreaterThan(0);
					expect(of.net?.ci[0]).toBeGreaterThan(0);
					expect(record.dataset.scale).not.toBe("smoke");
				}
			}),
			{ numRuns: 300, seed: 14 },
		);
	});

	test("charges every regression that the clock proves to the indexes of its plan", () => {
		fc.assert(
			fc.property(records, (record) => {
				for (const scenario of record.scenarios) {
					for (const one of scenario.strata.filter(({ verdict }) => verdict === "slower")) {
						const named = one.after.plan.flatMap(({ key }) => (key === null ? [] : [key]));
						const charged = record.indexes.filter((of) =>
							strataOfIndex(of, record.scenarios, undefined).some((answer) => answer.stratum === one),
						);
						expect(charged.map(({ name }) => name)).toEqual(named);
					}
				}
			}),
			{ numRuns: 100, seed: 15 },
		);
	});

	test("is contradicted by no headline, break-even, table or gate", () => {
		fc.assert(
			fc.property(records, (record) => {
				const { headline, answer } = summarize(record);
				const kept = record.indexes.filter(({ verdict }) => verdict === "keep" || verdict === "keep-with-care");
				const earning = `${kept.length} of 2 indexes ${kept.length === 1 ? "earns its keep" : "earn their keep"}`;
				if (record.dataset.scale === "smoke") expect(headline).toMatch(/^Smoke scale.*decides nothing; 0 of 2/);
				expect(headline).toContain(earning);
				expect(answer).toContain(earning);
				for (const of of kept) expect(netLossClause(record)).not.toContain(of.name);
				const { lead } = breakEvenSection(record.indexes.filter(hasBreakEven));
				const [, paying = ""] = /outweighs what writes cost for ([^.]*)\./.exec(lead) ?? [];
				const [, never = ""] = /No number of reads pays for ([^,.]*),/.exec(lead) ?? [];
				for (const { name, verdict } of record.indexes) {
					const isKept = verdict === "keep" || verdict === "keep-with-care";
					if (paying.includes(name)) expect(isKept).toBe(true);
					if (isKept) expect(never).not.toContain(name);
				}
				const refused = checkGate(record).failures.flatMap((one) => (one.kind === "index" ? [one.index] : []));
				expect(refused).toEqual(
					record.indexes.filter(({ verdict }) => verdict === "drop" || verdict === "replace").map(({ name }) => name),
				);
			}),
			{ numRuns: 300, seed: 16 },
		);
	});
});
