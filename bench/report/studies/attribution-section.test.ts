import { expect, test } from "vitest";
import type { RunRecord, StratumRecord } from "../../record/schema.ts";
import { charging } from "../fixtures/sample-attribution.ts";
import { sampleRecord } from "../fixtures/sample-record.ts";
import { attributionSection } from "./attribution-section.ts";

const record = sampleRecord({ strata: 1 });
const [scenario] = record.scenarios;
const [stratum] = scenario?.strata ?? [];
if (scenario === undefined || stratum === undefined) throw new Error("the sample has a stratum");
const sample = { scenario, stratum };

/** A run of these strata, each a scenario of its own. */
function runOf(strata: Readonly<Record<string, Partial<StratumRecord>>>): RunRecord {
	const scenarios = Object.entries(strata).map(([id, change]) => ({
		...sample.scenario,
		id,
		strata: [{ ...sample.stratum, ...change, id: "any" }],
	}));
	return { ...record, scenarios };
}

const nothing = { ...charging("idx_a", "none", "none"), indexes: [] };
const mild = {
	verdict: "slower",
	change: { ...(stratum.change as NonNullable<StratumRecord["change"]>), factor: 0.5 },
} as const;

test("a query that only the indexes make hang is the worst of all and is never shown as a factor", () => {
	const { change: _, ...untimed } = stratum;
	const hanging = {
		...untimed,
		verdict: "slower",
		after: { ...stratum.after, timedOutSeconds: 10 },
		reason: "It hung.",
	} as const;
	const section = attributionSection(nothing, runOf({ mild, hanging, timed: { ...hanging, change: mild.change } }));
	expect(section.lead).toMatch(
		/^Worse through an index: (hanging|timed) any \(given up with the indexes\).*mild any \(2\.0x slower\)/,
	);
	expect(section.lead).not.toContain("1.00x");
	const row = section.tables[0]?.rows.find(([name]) => name === "timed any");
	expect(row?.[2]).toBe("given up with the indexes");
});

test("what evidence shows as worse is a regression also where the clock left it open", () => {
	const work = (rows: number) => ({ handlers: {}, rowsExamined: rows, pageReads: rows });
	const open = {
		verdict: "unresolved",
		before: { ...stratum.before, ...work(100) },
		after: { ...stratum.after, ...work(1000) },
	} as const;
	expect(attributionSection(nothing, runOf({ open })).lead).toContain("open any (10x more work, timing unresolved)");
});

test("that nothing is worse is said no louder than it is known", () => {
	const same = { verdict: "no-change" } as const;
	expect(attributionSection(nothing, runOf({ same })).lead).toContain("slower by more than the threshold.");
	const open = { verdict: "unresolved", after: stratum.before } as const;
	expect(attributionSection(nothing, runOf({ same, open })).lead).toContain("; 1 stratum is unresolved.");
});
